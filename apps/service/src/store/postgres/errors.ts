import { DatabaseError } from "pg";

import { StoreBusyError, StoreUnavailableError } from "../store.ts";

/** It is not known whether a write was stored: its commit was sent, and not confirmed. */
export class UnknownOutcomeError extends Error {
  override readonly name = "UnknownOutcomeError";
}

/** SQLSTATEs of one statement that took too long, or met another transaction: the same call may succeed. */
const ofOneCall = new Set(["57014", "40001", "40P01"]);
/** Those of a lock that was not granted in time, and of too many clients: other calls meet the same. */
const ofMany = new Set(["55P03", "53300"]);

/** Classes of SQLSTATE with which the server as a whole fails: connection, resources, operator, system. */
const failures = new Set(["08", "53", "57", "58", "XX"]);

/** The server is a standby, or was made read-only: it is not, or no longer, the primary. */
const readOnly = "25006";
/** The server ended the connection: shutdown, crash, time-out of an idle transaction. */
const ended = /^(?:57P|25P03)/;

/** What a statement threw, as an error of a store. */
export function toStoreError(error: unknown): unknown {
  if (error instanceof StoreUnavailableError || error instanceof UnknownOutcomeError) return error;
  if (!(error instanceof DatabaseError)) {
    return isConnectionError(error)
      ? new StoreUnavailableError("the connection to PostgreSQL broke", { cause: error })
      : error;
  }
  const code = error.code ?? "";
  if (ofOneCall.has(code) || ofMany.has(code))
    return new StoreBusyError("PostgreSQL is busy", { cause: error });
  if (failures.has(code.slice(0, 2)) || isConnectionError(error)) {
    return new StoreUnavailableError(`PostgreSQL fails: ${error.message}`, { cause: error });
  }
  // Its message and details repeat what was to be stored, and errors are logged.
  return new Error(`PostgreSQL refused a statement: SQLSTATE ${code} ${error.constraint ?? ""}`);
}

/** Whether an error of a store is that of one call: others beside it may succeed now. */
export function isOfOneCall(error: unknown): boolean {
  if (error instanceof UnknownOutcomeError) return false;
  if (!(error instanceof StoreUnavailableError)) return true;
  return error.cause instanceof DatabaseError && ofOneCall.has(error.cause.code ?? "");
}

/** Whether an error means that the connection, or the host at its end, is of no use any more. */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof UnknownOutcomeError) return isConnectionError(error.cause);
  if (error instanceof DatabaseError) {
    return ended.test(error.code ?? "") || error.code === readOnly;
  }
  if (!(error instanceof Error)) return false;
  if ("syscall" in error || ("code" in error && /^ERR_(?:SSL|TLS)/.test(String(error.code)))) {
    return true;
  }
  return /^(?:Connection terminated|Client (?:has encountered|was closed)|Query read timeout|timeout exceeded when trying|timeout expired)/.test(
    error.message,
  );
}
