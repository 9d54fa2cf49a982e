import type { ErrorResponse } from "@hotspot-session/types";

import { HotspotError, type HotspotErrorDetails, type HotspotOperation } from "./error.ts";

/** What may be said of one call. */
export interface CallOptions {
  /** Ends the call when it is aborted; the reason becomes the error's `cause`. */
  readonly signal?: AbortSignal | undefined;
  /** Sent with this request; they win over the client's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

type Fetch = (request: Request) => Promise<Response>;

/** What a call adds to the request that openapi-fetch makes. */
interface CallInit {
  fetch: Fetch;
  signal?: AbortSignal;
  headers?: Headers;
}

/** What openapi-fetch makes of an answer. */
interface Answer<Result> {
  data?: Result;
  error?: unknown;
  response: Response;
}

/** A successful answer, and the error that it turns into if its body will not do. */
export interface Success<Result> {
  readonly data: Result | undefined;
  readonly unexpected: (error_msg: string) => HotspotError;
}

/**
 * Makes one request through openapi-fetch and tells failures of every kind apart.
 *
 * @throws HotspotError if the call failed
 * @throws TypeError if there was nothing that could be sent
 */
export async function call<Result>(
  operation: HotspotOperation,
  fetch: Fetch,
  options: CallOptions,
  send: (init: CallInit) => Promise<Answer<Result>>,
): Promise<Success<Result>> {
  // openapi-fetch gives away neither when it throws.
  let request: Request | undefined;
  let response: Response | undefined;

  function failure({
    error_msg,
    ...details
  }: Pick<HotspotErrorDetails, "error_msg" | "error_code" | "cause">) {
    return new HotspotError({
      operation,
      method: request?.method ?? "",
      path: request === undefined ? "" : new URL(request.url).pathname,
      // A browser hides the status of a redirect: it shows 0.
      status: response?.status || undefined,
      requestId: response?.headers.get("x-request-id") ?? undefined,
      error_msg: withoutToken(error_msg, request),
      ...details,
    });
  }

  const init: CallInit = {
    async fetch(sent) {
      request = sent;
      response = await fetch(sent);
      return response;
    },
    ...(options.signal !== undefined && { signal: options.signal }),
    ...(options.headers !== undefined && { headers: checkHeaders(options.headers) }),
  };
  let answer: Answer<Result>;
  try {
    answer = await send(init);
  } catch (cause) {
    if (request === undefined) throw cause;
    const error_msg = options.signal?.aborted
      ? "aborted by the caller"
      : whyNoAnswer(cause, request, response);
    throw failure({ error_msg, cause });
  }
  const { data, error } = answer;
  if (answer.response.ok) return { data, unexpected: (error_msg) => failure({ error_msg }) };
  if (isErrorResponse(error)) {
    throw failure({ error_code: error.error_code, error_msg: error.error_msg });
  }
  throw failure({ error_msg: whatElse(answer.response, error) });
}

/** The headers, refused in words that do not repeat a value: it may be a secret. */
function checkHeaders(headers: Readonly<Record<string, string>>): Headers {
  try {
    return new Headers({ ...headers });
  } catch {
    throw new TypeError("headers: a name or a value has characters that HTTP does not allow");
  }
}

function whyNoAnswer(cause: unknown, request: Request, response: Response | undefined): string {
  if (response === undefined) {
    return `no answer from ${new URL(request.url).origin} (${reasonOf(cause)})`;
  }
  if (cause instanceof SyntaxError) return `the answer is not JSON but ${contentOf(response)}`;
  return `the answer broke off (${reasonOf(cause)})`;
}

/** What an error status came with in place of the API's error body. */
function whatElse(response: Response, body: unknown): string {
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
    return "the answer is a redirect, which is not followed since that would pass the token on; is baseUrl right?";
  }
  const content = body === undefined || body === "" ? "empty" : contentOf(response);
  return `the answer is not the API's error body but ${content}; is baseUrl right, and no proxy in between?`;
}

function contentOf(response: Response): string {
  const type = response.headers.get("content-type");
  return type === null ? "something of no type" : `something else, of type ${type}`;
}

/** For services that repeat the token in their message. One of less than 8 characters is no secret. */
function withoutToken(text: string, request: Request | undefined): string {
  const token = request?.headers.get("x-auth-token") ?? "";
  return token.length < 8 ? text : text.replaceAll(token, "[token]");
}

/** The innermost reason: `fetch failed` alone helps nobody. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  // Several addresses were tried; Node puts no message on that.
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error.message;
}

function isErrorResponse(body: unknown): body is ErrorResponse {
  return (
    typeof body === "object" &&
    body !== null &&
    "error_code" in body &&
    "error_msg" in body &&
    typeof body.error_code === "string" &&
    typeof body.error_msg === "string"
  );
}
