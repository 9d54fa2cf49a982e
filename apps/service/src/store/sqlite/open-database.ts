import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { migrate } from "./schema.ts";

/**
 * Opens a SQLite file with the latest tables; makes it, and the folder it is in, where it does not
 * exist, for the owner alone.
 *
 * The journal is a write-ahead log that is synced at every commit (`synchronous=FULL`), so what was
 * committed is on disk.
 *
 * @param timeout how long a statement waits for another process's lock, in milliseconds
 * @throws where the file cannot be opened, is no database or is of a later version
 */
export function openDatabase(file: string, timeout: number): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  makeForOwner(file);
  const database = new DatabaseSync(file, { timeout });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite gives its log the mode of the file, and an empty file is a database to it. */
function makeForOwner(file: string): void {
  try {
    closeSync(openSync(file, "ax", 0o600));
  } catch (error) {
    // One that exists is not opened here: to close it would drop SQLite's own locks on it.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
