import {
  type Operation as ContractOperation,
  operationsOf,
} from "@hotspot-session/spec/validation";
import type { operations as Operations } from "@hotspot-session/types";

import { document } from "./document.ts";

export type OperationId = keyof Operations;

/** An operation of the contract in the form that the server needs. */
export interface Operation extends ContractOperation {
  readonly id: OperationId;
}

type JsonOf<Response> = Response extends { content: { "application/json": infer Body } }
  ? Body
  : undefined;

/** A request to an operation, checked against the contract. */
export interface Call<Id extends OperationId> {
  readonly path: Operations[Id]["parameters"]["path"];
  /** `offset` and `limit` have their defaults where the request gave none. */
  readonly query: Omit<NonNullable<Operations[Id]["parameters"]["query"]>, "offset" | "limit"> & {
    readonly offset: number;
    readonly limit: number;
  };
  readonly body: Operations[Id] extends { requestBody: infer Body } ? JsonOf<Body> : undefined;
}

/** The body of an operation's 200; `undefined` where the contract has none. */
export type Answer<Id extends OperationId> = JsonOf<Operations[Id]["responses"][200]>;

// The types of the ids are generated from the same document, and a test compares the two.
/** All operations of the contract, in its order. */
export const operations: readonly Operation[] = operationsOf(document) as Operation[];
