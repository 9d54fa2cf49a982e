import type { Answer, Call, OperationId } from "../contract/operations.ts";
import { ApiError } from "../errors.ts";
import type { Json } from "../store/json.ts";
import type { Store } from "../store/store.ts";

/**
 * Carries out a request that was authorised and checked against the contract.
 *
 * @returns the answer, or its JSON where the store made that
 */
export type Handler<Id extends OperationId> = (
  store: Store,
  call: Call<Id>,
) => Promise<Answer<Id> | Json<Answer<Id>>>;

export const noSuchConfig = () =>
  new ApiError(404, "config_id: no such configuration in this project");
