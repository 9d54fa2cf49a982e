import {
  describeMissingAnswer,
  describeUnexpectedAnswer,
  isErrorResponse,
  reasonOf,
  type Shape,
  validateAnswer,
} from "./answer.ts";
import { type CallErrorKind, kindOfStatus } from "./error.ts";
import { isNeverConnected, isNotExecuted, isPlatformTimeout, isTransient } from "./retry.ts";

/** What openapi-fetch makes of an answer. */
export interface RawAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** What was wrong with an attempt. */
export interface Fault {
  readonly kind: CallErrorKind;
  readonly error_code?: string;
  readonly error_msg: string;
  readonly cause?: unknown;
  /** Whether the request was certainly not carried out. */
  readonly notExecuted: boolean;
  /** Whether the same request may succeed if sent again. */
  readonly transient: boolean;
}

/** What is wrong with an answer; undefined if it is one of the operation. */
export function faultOfAnswer(
  { data, error, response }: RawAnswer,
  shape: Shape,
): Fault | undefined {
  const { ok, status } = response;
  const problem = ok ? validateAnswer(data, shape) : describeUnexpectedAnswer(response, error);
  if (problem === undefined) return undefined;
  const described = ok || !isErrorResponse(error) ? undefined : error;
  const kind = described && kindOfStatus[status];
  return {
    kind: kind ?? "UnexpectedAnswer",
    ...(described && { error_code: described.error_code }),
    error_msg: described?.error_msg ?? problem,
    notExecuted: isNotExecuted(status, kind !== undefined),
    transient: isTransient(status),
  };
}

/** How far an attempt came. */
interface Progress {
  readonly url: string;
  readonly isSent: boolean;
  readonly response: Response | undefined;
  /** Why the client ended it, if it did. */
  readonly endedBy: "Timeout" | "Aborted" | undefined;
  readonly tooLate: string;
}

/** Why there is no complete answer. */
export function faultOfCause(
  cause: unknown,
  { url, isSent, response, endedBy, tooLate }: Progress,
): Fault {
  const fault = (kind: CallErrorKind, error_msg: string, transient: boolean): Fault => ({
    kind,
    error_msg,
    cause,
    notExecuted: !isSent,
    transient,
  });
  if (endedBy === "Timeout") return fault(endedBy, tooLate, true);
  if (endedBy === "Aborted") return fault(endedBy, "aborted by the caller", false);
  if (!isSent) return fault("Authentication", `no credentials (${reasonOf(cause)})`, false);
  if (isPlatformTimeout(cause)) {
    return fault("Timeout", `given up by fetch itself (${reasonOf(cause)})`, true);
  }
  const error_msg = describeMissingAnswer(cause, url, response);
  if (response === undefined) {
    return { ...fault("Connection", error_msg, true), notExecuted: isNeverConnected(cause) };
  }
  const transient = !(cause instanceof SyntaxError) || isTransient(response.status);
  return fault("UnexpectedAnswer", error_msg, transient);
}
