import { existsSync } from "node:fs";

import { KeyFileError, type KeySource } from "../auth/sealing-keys.ts";
import { ConfigError, readKeySource, readLocation } from "../config.ts";
import { describeLocation, type Location } from "../store/location.ts";
import { accessKeys } from "../store/sqlite/access-keys.ts";
import { translateErrors } from "../store/sqlite/errors.ts";
import { inMemory, openDatabase } from "../store/sqlite/open-database.ts";
import { versionOf, versionOfAccessKeys } from "../store/sqlite/schema.ts";
import { tokens } from "../store/sqlite/tokens.ts";
import { SealingKeyError, type Store, StoreBusyError } from "../store/store.ts";
import { CommandError, messageOf } from "./command-error.ts";

/** How long a command waits for the service's lock, in milliseconds. */
const lockTimeout = 5_000;

/** What the commands do with tokens and access keys. */
export type CredentialStore = Pick<
  Store,
  | "addToken"
  | "listTokens"
  | "revokeToken"
  | "sealingKeyId"
  | "addAccessKey"
  | "listAccessKeys"
  | "revokeAccessKey"
  | "resealSecrets"
>;

/** The database of the settings. */
export function databaseOf(environment: NodeJS.ProcessEnv): Location {
  const location = readOrExplain(() => readLocation(environment));
  if (location.engine !== "sqlite" || location.file !== inMemory) return location;
  throw new CommandError(
    1,
    "HOTSPOT_DATABASE_URL: a database in memory belongs to its service alone; name a file",
  );
}

/** The sealing keys of the settings. */
export const keySourceOf = (environment: NodeJS.ProcessEnv): KeySource =>
  readOrExplain(() => readKeySource(environment));

function readOrExplain<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new CommandError(2, `this setting is wrong:\n${error.message}`, { cause: error });
  }
}

/** The database of the settings, where there is one: a command that only reads makes no file. */
export function existingDatabaseOf(environment: NodeJS.ProcessEnv): Location {
  const location = databaseOf(environment);
  if (location.engine !== "sqlite" || existsSync(location.file)) return location;
  throw new CommandError(
    1,
    `HOTSPOT_DATABASE_URL: there is no database at ${location.file}; name the one that the service uses`,
  );
}

/**
 * Works on the tokens and access keys of a database, beside a service that may be running on it. The
 * tables are made where there are none.
 */
export async function withCredentials<Result>(
  location: Location,
  work: (stored: CredentialStore) => Promise<Result>,
): Promise<Result> {
  const where = describeLocation(location);
  await using opened = await open(location, where);
  try {
    return await work(opened.stored);
  } catch (error) {
    throw explain(error, where);
  }
}

/** An error of a store for the user of a command. */
function explain(error: unknown, where: string): unknown {
  if (error instanceof StoreBusyError) {
    return new CommandError(1, `${where} is locked by another process; try again`, {
      cause: error,
    });
  }
  if (error instanceof KeyFileError) return new CommandError(1, error.message, { cause: error });
  if (error instanceof SealingKeyError) {
    return new CommandError(1, `${error.message}; try again`, { cause: error });
  }
  // Of the key file: SQLite's errors have none.
  if (error instanceof Error && "syscall" in error) {
    return new CommandError(1, `HOTSPOT_KEY_FILE: ${error.message}`, { cause: error });
  }
  return error;
}

interface Opened extends AsyncDisposable {
  readonly stored: CredentialStore;
}

async function open(location: Location, where: string): Promise<Opened> {
  try {
    // An older version is not upgraded: a service of that version may be running.
    return location.engine === "sqlite" ? inFile(location.file) : await inPostgres(location);
  } catch (error) {
    const message = `HOTSPOT_DATABASE_URL: cannot open ${where}: ${messageOf(error)}`;
    throw new CommandError(1, message, { cause: error });
  }
}

function inFile(file: string): Opened {
  const database = openDatabase(file, { timeout: lockTimeout, upgrade: false });
  const ofTokens = tokens(database);
  const ofAccessKeys = () => {
    if (versionOf(database) >= versionOfAccessKeys) return accessKeys(database);
    throw new CommandError(
      1,
      `${file} is of an older version, without access keys: start the service once, which upgrades it`,
    );
  };
  /** Keeps other writers out from the first statement to the last. */
  const write = <Result>(run: (keys: ReturnType<typeof accessKeys>) => Result): Result => {
    const keys = ofAccessKeys();
    return translateErrors(() => {
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = run(keys);
        database.exec("COMMIT");
        return result;
      } finally {
        if (database.isTransaction) database.exec("ROLLBACK");
      }
    });
  };
  const stored: CredentialStore = {
    addToken: async (hash, token) => translateErrors(() => ofTokens.add(hash, token)),
    listTokens: async (projectId) => translateErrors(() => ofTokens.list(projectId)),
    revokeToken: async (id) => translateErrors(() => ofTokens.revoke(id)),
    sealingKeyId: async (ifNone) =>
      write((keys) => (ifNone === undefined ? keys.sealingKeyId() : keys.claimSealingKey(ifNone))),
    addAccessKey: async (key) => write((keys) => keys.add(key)),
    listAccessKeys: async (projectId) => translateErrors(() => ofAccessKeys().list(projectId)),
    revokeAccessKey: async (id) => write((keys) => keys.revoke(id)),
    resealSecrets: async (id, reseal) => write((keys) => keys.reseal(id, reseal)),
  };
  return { stored, [Symbol.asyncDispose]: async () => database.close() };
}

async function inPostgres({ target }: Location & { readonly engine: "postgres" }): Promise<Opened> {
  const { openPostgresStore } = await import("../store/postgres/postgres-store.ts");
  const stored = await openPostgresStore(target, { poolSize: 1, upgrade: false });
  return { stored, [Symbol.asyncDispose]: () => stored.close() };
}
