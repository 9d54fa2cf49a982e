import type { Operation } from "../operations.ts";
import type { Session } from "../session.ts";
import { clientOf } from "../verify.ts";
import { words } from "../words.ts";

/** What to call an operation with, allowed by the contract or not. */
export interface Input {
  /** By name, as text; parameters that are not sent are missing. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** What to ask the mock for: `code=503`. */
  readonly prefer: string | undefined;
}

type Headers = readonly (readonly [name: string, value: string])[];

/** A request as the console sent it, and the answer as it came. */
export interface Exchange {
  /** Missing where the input could not even be sent. */
  readonly sent: Sent | undefined;
  /** Missing where there was none. */
  readonly answer: Answer | undefined;
  /** Why there was none. */
  readonly failure?: { readonly title: string; readonly error: unknown };
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: string;
  readonly requestId: string;
  /** Milliseconds until the whole answer was there. */
  readonly duration: number;
}

/** The client without the types of the contract, which at run time says what there is to send. */
interface AnyClient {
  request(method: string, path: string, init?: object): Promise<unknown>;
}

/** Sends a request with the credentials of the session, until the signal cancels it. */
export async function send(
  session: Session,
  { method, path, parameters }: Operation,
  { parameters: given, body, prefer }: Input,
  signal: AbortSignal,
): Promise<Exchange> {
  let sent: Sent | undefined;
  let answer: Answer | undefined;
  const { raw } = clientOf(session, async (request) => {
    sent = {
      method: request.method,
      url: request.url,
      headers: [...request.headers].map(mask),
      body: await request.clone().text(),
    };
    const start = performance.now();
    const response = await fetch(request);
    const text = await response.clone().text();
    answer = {
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers],
      body: text,
      requestId: response.headers.get("X-Request-Id") ?? "",
      duration: performance.now() - start,
    };
    return response;
  });
  const valuesIn = (place: string) =>
    Object.fromEntries(
      parameters.flatMap(({ name, in: where }) => {
        const value = given[name];
        return where === place && value !== undefined ? [[name, value]] : [];
      }),
    );
  const client: AnyClient = raw;
  try {
    await client.request(method.toLowerCase(), path, {
      params: { path: valuesIn("path"), query: valuesIn("query") },
      headers: { ...valuesIn("header"), ...(prefer !== undefined && { Prefer: prefer }) },
      parseAs: "text",
      signal,
      ...(body !== undefined && { body, bodySerializer: (text: string) => text }),
    });
    return { sent, answer };
  } catch (error) {
    const { Aborted, Connection } = words.failure.titles;
    const unsent = sent === undefined ? words.explorer.notPossible : Connection;
    const failure = { title: signal.aborted ? Aborted : unsent, error };
    return { sent, answer, failure };
  }
}

function mask([name, value]: readonly [string, string]) {
  return [name, /auth|token/i.test(name) ? "••••••••" : value] as const;
}
