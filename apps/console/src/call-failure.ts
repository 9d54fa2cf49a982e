import { type CallErrorKind, isHotspotError } from "@hotspot-session/client";

/** What is shown of a failure: a plain object, so that a worker can send it. */
export interface CallFailure {
  /** Undefined for what is no failed call. */
  readonly kind?: CallErrorKind | undefined;
  readonly message: string;
  readonly error_code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly uncertain?: boolean | undefined;
}

/** The failed call; of a change of many users, the first that failed. */
export function callFailureOf(error: unknown): CallFailure {
  if (isHotspotError(error)) {
    if (error.kind === "Bulk") return callFailureOf(error.cause);
    const { kind, error_msg, error_code, requestId, uncertain } = error;
    return { kind, message: error_msg, error_code, requestId, uncertain };
  }
  if (error instanceof FailedCall) return error.failure;
  return { message: error instanceof Error ? error.message : String(error) };
}

/** A call that failed in a worker, or without the methods of the client. */
export class FailedCall extends Error {
  override readonly name = "FailedCall";
  readonly failure: CallFailure;

  constructor(failure: CallFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
