import { StoreBusyError } from "../store.ts";

/** Runs statements; where another process is in the way, that becomes a {@link StoreBusyError}. */
export function orBusy<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw isBusy(error) ? new StoreBusyError("the database is locked", { cause: error }) : error;
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED, and their extended codes. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  const code = Number(error.errcode) & 0xff;
  return code === 5 || code === 6;
}
