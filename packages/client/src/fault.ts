import { flawOf, isErrorResponse, reasonOf, type Shape, whatElse, whyNone } from "./answer.ts";
import { type CallErrorKind, kindOfStatus } from "./error.ts";
import { isNeverConnected, isPassing, isRefusal } from "./retry.ts";

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
  /** Whether the request was not carried out, for sure. */
  readonly untouched: boolean;
  /** Whether the same request may do better. */
  readonly passing: boolean;
}

/** What is wrong with an answer; undefined where it is the operation's. */
export function faultOfAnswer(
  { data, error, response }: RawAnswer,
  shape: Shape,
): Fault | undefined {
  const { ok, status } = response;
  const flaw = ok ? flawOf(data, shape) : whatElse(response, error);
  if (flaw === undefined) return undefined;
  const described = ok || !isErrorResponse(error) ? undefined : error;
  const kind = described && kindOfStatus[status];
  return {
    kind: kind ?? "UnexpectedAnswer",
    ...(described && { error_code: described.error_code }),
    error_msg: described?.error_msg ?? flaw,
    untouched: isRefusal(status, kind !== undefined),
    passing: isPassing(status),
  };
}

/** How far an attempt came. */
interface Progress {
  readonly url: string;
  readonly isSent: boolean;
  readonly response: Response | undefined;
  /** Who ended it, where that was us. */
  readonly endedBy: "Timeout" | "Aborted" | undefined;
  readonly tooLate: string;
}

/** Why there is no whole answer. */
export function faultOfCause(
  cause: unknown,
  { url, isSent, response, endedBy, tooLate }: Progress,
): Fault {
  const fault = (
    kind: CallErrorKind,
    error_msg: string,
    passing: boolean,
    untouched = !isSent,
  ) => ({
    kind,
    error_msg,
    cause,
    untouched,
    passing,
  });
  if (endedBy === "Timeout") return { ...fault(endedBy, tooLate, true), cause: undefined };
  if (endedBy === "Aborted") return fault(endedBy, "aborted by the caller", false);
  if (!isSent) return fault("Authentication", `no credentials (${reasonOf(cause)})`, false);
  const error_msg = whyNone(cause, url, response);
  if (response === undefined) {
    return fault("Connection", error_msg, true, isNeverConnected(cause));
  }
  const passing = !(cause instanceof SyntaxError) || isPassing(response.status);
  return fault("UnexpectedAnswer", error_msg, passing);
}
