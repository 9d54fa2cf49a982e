import type { BulkError } from "./bulk-error.ts";
import { type CallError, HotspotError } from "./error.ts";

/** Everything that the methods of the client fail with: a closed family, for a switch on `kind`. */
export type AnyHotspotError = CallError | BulkError;

/** What a call answered, or why it failed. */
export type Outcome<Data> =
  | { readonly data: Data; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: AnyHotspotError };

/** Whether this is an error of the family, which then can be told apart by `kind`. */
export function isHotspotError(error: unknown): error is AnyHotspotError {
  return error instanceof HotspotError;
}

/**
 * Waits for a call and answers `{ data }` or `{ error }`, for those who do not like exceptions. What
 * is wrong in the program itself is thrown as ever: a `TypeError` for an argument that cannot be sent.
 */
export async function safe<Data>(call: PromiseLike<Data>): Promise<Outcome<Data>> {
  try {
    return { data: await call };
  } catch (error) {
    if (isHotspotError(error)) return { error };
    throw error;
  }
}
