import type { ErrorResponse, operations } from "@hotspot-session/types";

/** An operation of the API, by its operationId in the contract. */
export type HotspotOperation = keyof operations;

/** What a {@link HotspotError} knows of the call that failed. */
export interface HotspotErrorDetails {
  readonly operation: HotspotOperation;
  /** In capitals. */
  readonly method: string;
  /** The path as it was sent, without the query. */
  readonly path: string;
  /** The HTTP status; undefined where there was no answer. */
  readonly status?: number | undefined;
  /** The service's own code; undefined where the answer was not the API's error body. */
  readonly error_code?: ErrorResponse["error_code"] | undefined;
  /** The service's own words, or what was wrong with its answer, or why there was none. */
  readonly error_msg: ErrorResponse["error_msg"];
  /** The `X-Request-Id` of the answer, to be quoted when asking for help. */
  readonly requestId?: string | undefined;
  /** What made the call fail, where that was not the answer itself. */
  readonly cause?: unknown;
}

/**
 * A call that failed: the service refused it, something else answered, or nothing did. It holds no
 * credentials.
 */
export class HotspotError extends Error {
  override readonly name: string = "HotspotError";
  readonly operation: HotspotOperation;
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly error_code: ErrorResponse["error_code"] | undefined;
  readonly error_msg: ErrorResponse["error_msg"];
  readonly requestId: string | undefined;

  constructor(details: HotspotErrorDetails) {
    const { operation, method, path, status, error_code, error_msg, requestId, cause } = details;
    super(describe(details), cause === undefined ? undefined : { cause });
    this.operation = operation;
    this.method = method;
    this.path = path;
    this.status = status;
    this.error_code = error_code;
    this.error_msg = error_msg;
    this.requestId = requestId;
  }
}

function describe({ operation, status, error_msg, requestId }: HotspotErrorDetails): string {
  const outcome = status === undefined ? "failed" : `failed with status ${status}`;
  const id = requestId === undefined ? "" : ` (request id ${requestId})`;
  return `${operation} ${outcome}: ${error_msg}${id}`;
}
