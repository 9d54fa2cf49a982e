import type { ErrorResponse, operations } from "@hotspot-session/types";

/** An operation of the API, by its operationId in the contract. */
export type HotspotOperation = keyof operations;

/** What a {@link HotspotError} knows of the call that failed. */
export interface HotspotErrorDetails {
  readonly operation: HotspotOperation;
  /** In capitals. */
  readonly method: string;
  /** As it was sent, query included. It holds no credentials. */
  readonly url: string;
  /** The HTTP status; undefined where there was no answer. */
  readonly status?: number | undefined;
  /** The service's own code; undefined where the answer was not the API's error body. */
  readonly error_code?: ErrorResponse["error_code"] | undefined;
  /** The service's own words, or what was wrong with its answer, or why there was none. */
  readonly error_msg: ErrorResponse["error_msg"];
  /** The `X-Request-Id` of the answer, to be quoted when asking for help. */
  readonly requestId?: string | undefined;
  /** The headers of the answer, without secrets; undefined where there was no answer. */
  readonly headers?: Headers | undefined;
  /** How many attempts were made, an unsent one included. */
  readonly attempts: number;
  /** Milliseconds that the answer's `Retry-After` asked to wait. */
  readonly retryAfter?: number | undefined;
  /**
   * Whether the request may have been carried out all the same: the answer was lost, or did not say
   * that nothing was changed. Always false for requests that only read.
   */
  readonly uncertain: boolean;
  /** What made the call fail, where that was not the answer itself. */
  readonly cause?: unknown;
}

/**
 * A call that failed. Every one is of a class of its own, all of them in {@link AnyHotspotError};
 * `kind` tells them apart where `instanceof` cannot. None holds credentials.
 */
export class HotspotError extends Error implements HotspotErrorDetails {
  /** The name of the class, without `Error`. */
  declare readonly kind: string;
  declare readonly operation: HotspotOperation;
  declare readonly method: string;
  declare readonly url: string;
  declare readonly status: number | undefined;
  declare readonly error_code: ErrorResponse["error_code"] | undefined;
  declare readonly error_msg: ErrorResponse["error_msg"];
  declare readonly requestId: string | undefined;
  declare readonly headers: Headers | undefined;
  declare readonly attempts: number;
  declare readonly retryAfter: number | undefined;
  declare readonly uncertain: boolean;

  constructor(kind: string, details: HotspotErrorDetails) {
    super(describe(details), details.cause === undefined ? undefined : { cause: details.cause });
    const { cause: _, ...rest } = details;
    Object.assign(this, rest, { kind, name: `${kind}Error` });
  }
}

function describe({
  operation,
  status,
  error_msg,
  requestId,
  attempts,
}: HotspotErrorDetails): string {
  const outcome = status === undefined ? "failed" : `failed with status ${status}`;
  const tries = attempts > 1 ? ` after ${attempts} attempts` : "";
  const id = requestId === undefined ? "" : ` (request id ${requestId})`;
  return `${operation} ${outcome}${tries}: ${error_msg}${id}`;
}

/** 400: the service refused the input; `error_msg` names the field. */
export class BadRequestError extends HotspotError {
  declare readonly kind: "BadRequest";
}
/** 401: the credentials are missing or not valid; or the function that gives the token failed. */
export class AuthenticationError extends HotspotError {
  declare readonly kind: "Authentication";
}
/** 403: the credentials are for another project, or only for reading. */
export class PermissionDeniedError extends HotspotError {
  declare readonly kind: "PermissionDenied";
}
/** 404: the project has no such configuration, or `baseUrl` leads elsewhere. */
export class NotFoundError extends HotspotError {
  declare readonly kind: "NotFound";
}
/** 405: what answers does not have this method there. */
export class MethodNotAllowedError extends HotspotError {
  declare readonly kind: "MethodNotAllowed";
}
/** 500: the service failed. */
export class InternalServerError extends HotspotError {
  declare readonly kind: "InternalServer";
}
/** 503: the service is overloaded, restarting or limiting the rate. It changed nothing. */
export class ServiceUnavailableError extends HotspotError {
  declare readonly kind: "ServiceUnavailable";
}
/** There was no answer: the connection was refused or broke, or the name is unknown. */
export class ConnectionError extends HotspotError {
  declare readonly kind: "Connection";
}
/** No answer within `timeout`, or the `deadline` of the call passed. */
export class TimeoutError extends HotspotError {
  declare readonly kind: "Timeout";
}
/** The caller's signal was aborted; its reason is the `cause`. */
export class AbortedError extends HotspotError {
  declare readonly kind: "Aborted";
}
/** The answer is not one of this API: a proxy's page, half a body, a page of another list. */
export class UnexpectedAnswerError extends HotspotError {
  declare readonly kind: "UnexpectedAnswer";
}

/** The classes by their kind. */
export const errorClasses = {
  BadRequest: BadRequestError,
  Authentication: AuthenticationError,
  PermissionDenied: PermissionDeniedError,
  NotFound: NotFoundError,
  MethodNotAllowed: MethodNotAllowedError,
  InternalServer: InternalServerError,
  ServiceUnavailable: ServiceUnavailableError,
  Connection: ConnectionError,
  Timeout: TimeoutError,
  Aborted: AbortedError,
  UnexpectedAnswer: UnexpectedAnswerError,
} as const;

/** Why one call failed. */
export type CallErrorKind = keyof typeof errorClasses;

/** What one call fails with. */
export type CallError = InstanceType<(typeof errorClasses)[CallErrorKind]>;

/** The kind of a failure that the service reports with this status; undefined for no such status. */
export const kindOfStatus: Readonly<Partial<Record<number, CallErrorKind>>> = {
  400: "BadRequest",
  401: "Authentication",
  403: "PermissionDenied",
  404: "NotFound",
  405: "MethodNotAllowed",
  500: "InternalServer",
  503: "ServiceUnavailable",
};
