import type { operations as Operations } from "@hotspot-session/types";

type OperationId = keyof Operations;
type Responses<Id extends OperationId> = Operations[Id]["responses"];

/** Which requests get the fault, and when. */
interface Target<Id extends OperationId> {
  /** The operationId. */
  readonly operation: Id;
  /** How many requests get it, 1 unless given; `Infinity` for all until the next reset. */
  readonly times?: number;
  /** How long a request waits before anything else happens to it, in milliseconds. */
  readonly delay?: number;
}

/** An error of the contract in place of the answer; the service does nothing. */
interface ErrorAnswer<Id extends OperationId> extends Target<Id> {
  /** One that the contract lists for the operation. */
  readonly status: Exclude<keyof Responses<Id>, 200>;
  /** `Retry-After` in seconds, 1 unless given; with status 503 only. */
  readonly retryAfter?: number;
  readonly drop?: never;
}

/** A connection that closes too early. */
interface LostConnection<Id extends OperationId> extends Target<Id> {
  /**
   * When it closes: on the `request`, which is not executed; before the `answer` to a request that was
   * executed; or in the middle of the `body` of that answer, where it has one.
   */
  readonly drop:
    | "request"
    | "answer"
    | (Responses<Id>[200] extends { readonly content: object } ? "body" : never);
  readonly status?: never;
  readonly retryAfter?: never;
}

/** An answer that is only late. */
interface Delay<Id extends OperationId> extends Target<Id> {
  readonly delay: number;
  readonly status?: never;
  readonly retryAfter?: never;
  readonly drop?: never;
}

/** What goes wrong with requests of an operation. */
export type Fault = {
  [Id in OperationId]: ErrorAnswer<Id> | LostConnection<Id> | Delay<Id>;
}[OperationId];
