import type { Shape } from "./answer.ts";
import type { Authorizer } from "./auth.ts";
import { type CallError, errorClasses, type HotspotOperation } from "./error.ts";
import { type Fault, faultOfAnswer, faultOfCause, type RawAnswer } from "./fault.ts";
import { parseRetryAfter } from "./retry.ts";
import { type Emit, redactHeaders, redactText } from "./sight.ts";
import { startTimer } from "./timer.ts";

/** Sends a request. */
export type Fetch = (request: Request) => Promise<Response>;

/** One attempt at a call. */
export interface Attempt {
  readonly operation: HotspotOperation;
  readonly method: string;
  readonly shape: Shape;
  readonly number: number;
  /** Milliseconds that this attempt may take, and what to say where it took longer. */
  readonly timeout: number;
  readonly tooLate: string;
  readonly signal: AbortSignal | undefined;
  /** Whether an earlier attempt may have been carried out. */
  readonly uncertain: boolean;
  /** Makes the request, and hands it to this `fetch`. */
  readonly send: (init: { fetch: Fetch; signal: AbortSignal }) => Promise<RawAnswer>;
}

/** How an attempt failed. */
export interface Failure {
  readonly error: CallError;
  readonly request: Request;
  readonly fault: Fault;
}

/**
 * Sends a request once, and ends by its time-out or the caller's abort at the latest, whatever the
 * `fetch` in use does.
 *
 * @throws TypeError if there was nothing that could be sent
 */
export async function attempt(
  { operation, method, shape, number, timeout, tooLate, signal, uncertain, send }: Attempt,
  fetch: Fetch,
  { authorize }: Authorizer,
  emit: Emit | undefined,
): Promise<{ data: unknown } | Failure> {
  // openapi-fetch gives away neither when it throws.
  let request: Request | undefined;
  let response: Response | undefined;
  let isSent = false;
  let endedBy: "Timeout" | "Aborted" | undefined;
  let stop = () => {};
  const controller = new AbortController();
  const ending = controller.signal;
  const end = (by: "Timeout" | "Aborted", reason?: unknown) => {
    endedBy ??= by;
    controller.abort(reason);
    stop();
  };
  const abort = () => end("Aborted", signal?.reason);

  async function sendOnce(sent: Request): Promise<Response> {
    request = sent;
    ending.throwIfAborted();
    const authorizing = authorize(sent);
    if (authorizing !== undefined) {
      await authorizing;
      ending.throwIfAborted();
    }
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
    const answer = await new Promise<RawAnswer>((resolve, reject) => {
      stop = () => reject(ending.reason);
      send({ fetch: sendOnce, signal: ending }).then(resolve, reject);
    });
    fault = faultOfAnswer(answer, shape);
    if (fault === undefined || request === undefined) return { data: answer.data };
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
    error_msg: redactText(fault.error_msg, request.headers),
    requestId: requestIdOf(response),
    attempts: number,
    retryAfter: parseRetryAfter(response?.headers.get("retry-after")),
    uncertain: uncertain || !(fault.untouched || method === "GET"),
    cause,
  });
  return { error, request, fault };
}

function requestIdOf(response: Response | undefined): string | undefined {
  return response?.headers.get("x-request-id") ?? undefined;
}
