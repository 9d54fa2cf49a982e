import { InvalidRequestError } from "@hotspot-session/spec/validation";
import type { ErrorResponse, operations } from "@hotspot-session/types";

import { StoreUnavailableError } from "./store/store.ts";

/** The statuses of failure that the contract knows; there are no others. */
export type ErrorStatus = Exclude<keyof operations[keyof operations]["responses"], 200>;

/** A failure in the words and with the status of the contract. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: ErrorStatus;
  /** Headers that the contract wants with this status. */
  readonly headers: Readonly<Record<string, string>>;

  /** @param message what was wrong and where, for the caller: `limit: must be <= 100` */
  constructor(
    status: ErrorStatus,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    // It answers a refused request. Its stack is never read, and would be most of its cost.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.status = status;
    this.headers = headers;
  }

  get body(): ErrorResponse {
    return { error_code: `WKS.00000${this.status}`, error_msg: this.message };
  }
}

export const noSuchPath = () => new ApiError(404, "path: no operation has this path");

/** The path exists without this method. */
export function methodNotAllowed(method: string, allowed: readonly string[]): ApiError {
  return new ApiError(405, `method: ${method} is not allowed here; see the Allow header`, {
    Allow: allowed.join(", "),
  });
}

/** The service cannot do this now, and has not begun it; `Retry-After` is in seconds. */
export function unavailable(): ApiError {
  return new ApiError(503, "service unavailable; try again after the seconds in Retry-After", {
    "Retry-After": "1",
  });
}

const internal = () =>
  new ApiError(500, "internal error; quote the X-Request-Id when you report it");

/** What Fastify says of a request, in our words. Its other refusals (4xx) become a plain 400. */
const requestErrors: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "body: must not be larger than 2 MiB",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "Content-Type: must be application/json",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "Content-Length: must be the length of the body",
};

/**
 * Makes one of the contract's errors of anything that was thrown. The caller learns only of an
 * {@link ApiError} and of what is wrong with the request; anything else stays inside.
 */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof InvalidRequestError) return new ApiError(400, error.message);
  if (error instanceof StoreUnavailableError) return unavailable();
  if (!(error instanceof Error)) return internal();
  const known = "code" in error ? requestErrors[String(error.code)] : undefined;
  if (known !== undefined) return new ApiError(400, known);
  const status = "statusCode" in error ? Number(error.statusCode) : 500;
  if (status === 503) return unavailable();
  if (status >= 400 && status < 500) return new ApiError(400, "request: is malformed");
  return internal();
}
