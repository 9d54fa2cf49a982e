import type { CallError, HotspotOperation } from "./error.ts";

/** A request that is about to be sent. */
export interface RequestEvent {
  readonly operation: HotspotOperation;
  readonly method: string;
  readonly url: string;
  /** 1 for the first, one more for each that follows. */
  readonly attempt: number;
  /** What is sent, by name in lower case, with `[redacted]` in place of secrets. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The head of an answer. */
export interface ResponseEvent {
  readonly operation: HotspotOperation;
  readonly method: string;
  readonly url: string;
  readonly attempt: number;
  readonly status: number;
  readonly requestId: string | undefined;
  /** Milliseconds since the request was sent. */
  readonly duration: number;
}

/** A failed attempt that another one follows. */
export interface RetryEvent {
  readonly operation: HotspotOperation;
  /** The attempt that failed, the first being 1. */
  readonly attempt: number;
  readonly error: CallError;
  /** Milliseconds until the next attempt. */
  readonly delay: number;
}

/** The events of calls, by name. */
export interface HotspotEvents {
  readonly request: RequestEvent;
  readonly response: ResponseEvent;
  readonly retry: RetryEvent;
}

/** Called for each event. They change nothing, and what they throw is ignored. */
export type HotspotHooks = {
  readonly [Name in keyof HotspotEvents]?: (event: HotspotEvents[Name]) => void;
};

/** `console`, or a part of it: requests and answers go to `debug`, retries to `warn`. */
export interface HotspotLogger {
  readonly debug?: (message: string, event: object) => void;
  readonly warn?: (message: string, event: object) => void;
}

/** Calls the hook and the logger for an event. */
export type Emit = <Name extends keyof HotspotEvents>(
  name: Name,
  event: HotspotEvents[Name],
) => void;

/** Sends events to hooks and logger; undefined without either, so that no event is made. */
export function observe(
  hooks: HotspotHooks | undefined,
  logger: HotspotLogger | undefined,
): Emit | undefined {
  if (hooks === undefined && logger === undefined) return undefined;
  return (name, event) => {
    const level = name === "retry" ? "warn" : "debug";
    ignoreErrors(() => hooks?.[name]?.(event));
    ignoreErrors(() => logger?.[level]?.(`${name} ${event.attempt} of ${event.operation}`, event));
  };
}

function ignoreErrors(run: () => void): void {
  try {
    run();
  } catch {
    // A hook or logger must not break a call.
  }
}

/** Names of headers whose values are secrets: ours, and what a caller or a proxy may add. */
const secretName = /auth|token|cookie|secret|key|password/i;

/** The headers, with `[redacted]` in place of secrets, and of those that were `sent`. */
export function redactHeaders(headers: Headers, sent?: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [
      name,
      secretName.test(name) ? "[redacted]" : redactText(value, sent),
    ]),
  );
}

/** The text without the secrets in these headers. Values of less than 8 characters are no secrets. */
export function redactText(text: string, headers: Headers | undefined): string {
  let redacted = text;
  for (const [name, value] of headers ?? []) {
    if (value.length >= 8 && secretName.test(name)) {
      redacted = redacted.replaceAll(value, "[redacted]");
    }
  }
  return redacted;
}
