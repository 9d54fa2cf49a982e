import type { BulkError } from "./bulk-error.ts";
import { type CallError, HotspotError } from "./error.ts";

/** Everything that the methods of the client fail with: a closed union, for a switch on `kind`. */
export type AnyHotspotError = CallError | BulkError;

/** The data of a call, or why it failed. */
export type Outcome<Data> =
  | { readonly data: Data; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: AnyHotspotError };

/** Whether this is an error of the client; its `kind` says which. */
export function isHotspotError(error: unknown): error is AnyHotspotError {
  return error instanceof HotspotError;
}

/**
 * Waits for a call and returns `{ data }` or `{ error }` instead of throwing. A mistake in the program
 * is still thrown: a `TypeError` for an argument that cannot be sent.
 */
export async function safe<Data>(call: PromiseLike<Data>): Promise<Outcome<Data>> {
  try {
    return { data: await call };
  } catch (error) {
    if (isHotspotError(error)) return { error };
    throw error;
  }
}
