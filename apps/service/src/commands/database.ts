import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

import { ConfigError, readDatabaseFile } from "../config.ts";
import { translateErrors } from "../store/sqlite/errors.ts";
import { inMemory, openDatabase } from "../store/sqlite/open-database.ts";
import { tokens, type Tokens } from "../store/sqlite/tokens.ts";
import { StoreBusyError } from "../store/store.ts";
import { CommandError, messageOf } from "./command-error.ts";

/** How long a command waits for the service's lock, in milliseconds. */
const lockTimeout = 5_000;

/** The file of the settings. */
export function databaseFile(environment: NodeJS.ProcessEnv): string {
  const file = readOrExplain(environment);
  if (file !== inMemory) return file;
  throw new CommandError(
    1,
    "HOTSPOT_DATABASE_URL: a database in memory belongs to its service alone; name a file",
  );
}

function readOrExplain(environment: NodeJS.ProcessEnv): string {
  try {
    return readDatabaseFile(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandError(2, `this setting is wrong:\n${error.message}`, { cause: error });
  }
}

/** The file of the settings, where there is one: a command that only reads makes none. */
export function existingDatabaseFile(environment: NodeJS.ProcessEnv): string {
  const file = databaseFile(environment);
  if (existsSync(file)) return file;
  throw new CommandError(
    1,
    `HOTSPOT_DATABASE_URL: there is no database at ${file}; name the one that the service uses`,
  );
}

/**
 * Works on the tokens in a file, beside a service that may be running on it. The file is made where
 * it does not exist.
 */
export function withTokens<Result>(file: string, work: (tokens: Tokens) => Result): Result {
  const database = open(file);
  try {
    return translateErrors(() => work(tokens(database)));
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
    throw new CommandError(1, `${file} is locked by another process; try again`, { cause: error });
  } finally {
    database.close();
  }
}

function open(file: string): DatabaseSync {
  try {
    // An older version is not upgraded: a service of that version may be running.
    return openDatabase(file, { timeout: lockTimeout, upgrade: false });
  } catch (error) {
    const message = `HOTSPOT_DATABASE_URL: cannot open ${file}: ${messageOf(error)}`;
    throw new CommandError(1, message, { cause: error });
  }
}
