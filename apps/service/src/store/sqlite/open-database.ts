import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { isBusy, isUnwritable } from "./errors.ts";
import { bringUpToDate, versionOf } from "./schema.ts";
import { sync } from "../sync.ts";

/** The name of a database that is in memory only, and gone when it is closed. */
export const inMemory = ":memory:";

/** How long opening waits for another process that makes or upgrades the tables, in milliseconds. */
const openTimeout = 5_000;

export interface OpenOptions {
  /** How long a statement waits for another process's lock, in milliseconds. */
  readonly timeout: number;
  /** Whether the tables of an older version are upgraded. An empty file always gets the latest. */
  readonly upgrade: boolean;
}

/**
 * Opens a SQLite file of the service; makes it, and the folder it is in, where it does not exist, for
 * the owner alone. A file of something else, or of a later version, is left as it is.
 *
 * The journal is a write-ahead log that is synced at every commit (`synchronous=FULL`), so what was
 * committed is on disk.
 *
 * @throws where the file cannot be opened, is not a database of the service or is of a later version
 */
export function openDatabase(file: string, { timeout, upgrade }: OpenOptions): DatabaseSync {
  try {
    if (file !== inMemory) makeForOwner(file);
    return open(file, timeout, upgrade);
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    throw new Error(
      `the folder ${dirname(file)} and the files in it must be writable for the user that the service runs as: SQLite keeps its log beside the database`,
      { cause: error },
    );
  }
}

function open(file: string, timeout: number, upgrade: boolean): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: openTimeout });
  try {
    // Before anything is written: the file may be another program's.
    const version = versionOf(database);
    retryWhileBusy(() => database.exec("PRAGMA journal_mode = WAL"));
    database.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    if (upgrade || version === 0) bringUpToDate(database);
    database.exec(`PRAGMA busy_timeout = ${timeout}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite does not wait by itself where two connections switch to the write-ahead log at once. */
function retryWhileBusy(run: () => void): void {
  const end = performance.now() + openTimeout;
  for (;;) {
    try {
      run();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** SQLite gives its log the mode of the file, and an empty file is a database to it. */
function makeForOwner(file: string): void {
  const folder = resolve(dirname(file));
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first !== undefined) syncFolders(folder, dirname(resolve(first)));
  // One that exists is not opened here: to close it would drop SQLite's own locks on it.
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return;
  // Follows a symbolic link to a file that does not exist yet.
  closeSync(openSync(file, "a", 0o600));
}

/** New folders must survive a loss of power as what is stored in them does; SQLite syncs the last alone. */
function syncFolders(last: string, existing: string): void {
  for (let folder = last; folder !== existing; folder = dirname(folder)) sync(dirname(folder));
}
