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

/** Whether a file or its folder could not be opened or written, by SQLite or by Node. */
export const isUnwritable = (error: unknown): boolean =>
  [READONLY, CANTOPEN].includes(codeOf(error)) ||
  (error instanceof Error &&
    "code" in error &&
    ["EACCES", "EPERM", "EROFS"].includes(String(error.code)));

/** Whether what is stored is damaged: it does not recover by itself. */
export const isDamage = (error: unknown): boolean => [CORRUPT, NOTADB].includes(codeOf(error));

/** IOERR_WRITE, an extended code. */
const writeFailed = 778;

/**
 * Whether a COMMIT that failed like this stored nothing. After a failed sync, for one, the log may
 * hold the whole transaction, and a later start would find it.
 */
export const isNotCommitted = (error: unknown): boolean =>
  [BUSY, LOCKED, FULL].includes(codeOf(error)) || extendedCodeOf(error) === writeFailed;

/** Whether the database as a whole fails, and not only what was asked of it. */
const isFailure = (error: unknown): error is Error => {
  if (failures.has(codeOf(error))) return true;
  // How node:sqlite says that the database or the statement was closed.
  return error instanceof Error && "code" in error && error.code === "ERR_INVALID_STATE";
};

/** SQLite's result code, without its extension; 0 for another error. */
export function codeOf(error: unknown): number {
  return extendedCodeOf(error) & 0xff;
}

function extendedCodeOf(error: unknown): number {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) : 0;
}
