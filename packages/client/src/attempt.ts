import type { Shape } from "./answer.ts";
import type { Authorizer } from "./auth.ts";
import { type CallError, errorClasses, type HotspotOperation } from "./error.ts";
import { type Emit, redactHeaders, redactText } from "./events.ts";
import { type Fault, faultOfAnswer, faultOfCause, type RawAnswer } from "./fault.ts";
import { describeClockSkew, parseRetryAfter } from "./retry.ts";
import { startTimer } from "./timer.ts";

/** Sends a request. */
export type Fetch = (request: Request) => Promise<Response>;

/** One attempt at a call. */
export interface Attempt {
  readonly operation: HotspotOperation;
  readonly method: string;
  readonly shape: Shape;
  readonly number: number;
  /** Milliseconds that this attempt may take, and the message if it takes longer. */
  readonly timeout: number;
  readonly tooLate: string;
  readonly signal: AbortSignal | undefined;
  /** Whether an earlier attempt may have been carried out. */
  readonly uncertain: boolean;
  /** Makes the request and passes it to this `fetch`. */
  readonly send: (init: { fetch: Fetch; signal: AbortSignal }) => Promise<RawAnswer>;
}

/** A successful attempt. */
export interface Success {
  readonly data: unknown;
  readonly response: Response;
}

/** How an attempt failed. */
export interface Failure {
  readonly error: CallError;
  readonly request: Request;
  readonly fault: Fault;
}

/**
 * Sends a request once. It ends at its time-out or the caller's abort even if the `fetch` in use
 * ignores its signal.
 *
 * @throws TypeError if the arguments cannot be sent
 */
export async function attempt(
  { operation, method, shape, number, timeout, tooLate, signal, uncertain, send }: Attempt,
  fetch: Fetch,
  { authorize }: Authorizer,
  emit: Emit | undefined,
): Promise<Success | Failure> {
  // openapi-fetch reveals neither if it throws.
  let request: Request | undefined;
  let response: Response | undefined;
  let isSent = false;
  let endedBy: "Timeout" | "Aborted" | undefined;
  let reject: (reason: unknown) => void = () => {};
  const controller = new AbortController();
  const ending = controller.signal;
  // React Native's signals know neither `reason` nor `throwIfAborted`.
  const end = (by: "Timeout" | "Aborted") => {
    endedBy ??= by;
    controller.abort(signal?.reason);
    reject(signal?.reason);
  };
  const abort = () => end("Aborted");

  async function sendOnce(sent: Request): Promise<Response> {
    request = sent;
    if (!ending.aborted) await authorize(sent, ending);
    if (ending.aborted) throw new Error("ended before it was sent");
    const started = performance.now();
    const seen = emit && { operation, method, url: sent.url, attempt: number };
    if (seen) emit("request", { ...seen, headers: redactHeaders(sent.headers) });
    isSent = true;
    response = await fetch(sent);
    if (seen) {
      const { status } = response;
      const duration = performance.now() - started;
      emit("response", { ...seen, status, requestId: requestIdOf(response), duration });
    }
    return response;
  }

  let fault: Fault | undefined;
  const stopTimer = startTimer(timeout, () => end("Timeout"));
  signal?.addEventListener("abort", abort);
  try {
    if (signal?.aborted) abort();
    const answer = await new Promise<RawAnswer>((resolve, rejectAnswer) => {
      reject = rejectAnswer;
      send({ fetch: sendOnce, signal: ending }).then(resolve, reject);
      if (endedBy !== undefined) abort();
    });
    fault = faultOfAnswer(answer, shape);
    if (fault === undefined || request === undefined) {
      return { data: answer.data, response: answer.response };
    }
  } catch (cause) {
    if (request === undefined) throw cause;
    fault = faultOfCause(cause, { url: request.url, isSent, response, endedBy, tooLate });
  } finally {
    stopTimer();
    signal?.removeEventListener("abort", abort);
  }

  const { kind, error_code, cause } = fault;
  const error = new errorClasses[kind](kind, {
    operation,
    method,
    url: request.url,
    // A browser hides the status of a redirect: it shows 0.
    status: response?.status || undefined,
    error_code,
    error_msg: redactText(fault.error_msg, request.headers) + describeClockSkew(request, response),
    requestId: requestIdOf(response),
    headers: response && new Headers(redactHeaders(response.headers, request.headers)),
    attempts: number,
    retryAfter: parseRetryAfter(response?.headers),
    uncertain: uncertain || !(fault.notExecuted || method === "GET"),
    cause,
  });
  return { error, request, fault };
}

export function requestIdOf(response: Response | undefined): string | undefined {
  return response?.headers.get("x-request-id") ?? undefined;
}
