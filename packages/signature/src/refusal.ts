/** Which part of a request is wrong. */
export type RefusalReason =
  | "algorithm"
  | "authorization"
  | "header"
  | "date"
  | "payload"
  | "target"
  | "signature";

/** Why a signature is not accepted. */
export interface Refusal {
  readonly refused: RefusalReason;
  /** What is wrong, for the answer to the client. It repeats no value of the request. */
  readonly message: string;
}

export function refuse(refused: RefusalReason, message: string): Refusal {
  return { refused, message };
}
