import { StoreBusyError, StoreUnavailableError } from "../store.ts";

/** SQLite's result codes, without their extensions. */
const [BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT] = [5, 6, 7, 8, 10, 11];
const [FULL, CANTOPEN, PROTOCOL, NOTADB] = [13, 14, 15, 26];
const failures = new Set([NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB]);

/** Runs statements, with SQLite's errors as those of a store. */
export function translateErrors<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw toStoreError(error);
  }
}

/** The error of a statement as that of a store. Not for COMMIT: its outcome may be unknown. */
export function toStoreError(error: unknown): unknown {
  if (isBusy(error)) return new StoreBusyError("the database is locked", { cause: error });
  if (isFailure(error)) {
    return new StoreUnavailableError(`the database fails: ${error.message}`, { cause: error });
  }
  return error;
}

export const isBusy = (error: unknown): boolean => [BUSY, LOCKED].includes(codeOf(error));

/**
 * Whether a COMMIT that failed like this stored nothing. After a failed sync, for one, the log may
 * hold the whole transaction, and a later start would find it.
 */
export const isNotCommitted = (error: unknown): boolean =>
  [BUSY, LOCKED, FULL].includes(codeOf(error));

/** Whether the database as a whole fails, and not only what was asked of it. */
const isFailure = (error: unknown): error is Error => {
  if (failures.has(codeOf(error))) return true;
  // How node:sqlite says that the database or the statement was closed.
  return error instanceof Error && "code" in error && error.code === "ERR_INVALID_STATE";
};

function codeOf(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
}
