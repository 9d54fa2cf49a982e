import { existsSync } from "node:fs";

import { ConfigError, readLocation } from "../config.ts";
import { describeLocation, type Location } from "../store/location.ts";
import { translateErrors } from "../store/sqlite/errors.ts";
import { inMemory, openDatabase } from "../store/sqlite/open-database.ts";
import { tokens } from "../store/sqlite/tokens.ts";
import { type Store, StoreBusyError } from "../store/store.ts";
import { CommandError, messageOf } from "./command-error.ts";

/** How long a command waits for the service's lock, in milliseconds. */
const lockTimeout = 5_000;

/** What the commands do with tokens. */
export type Tokens = Pick<Store, "addToken" | "listTokens" | "revokeToken">;

/** The database of the settings. */
export function databaseOf(environment: NodeJS.ProcessEnv): Location {
  const location = readOrExplain(environment);
  if (location.engine !== "sqlite" || location.file !== inMemory) return location;
  throw new CommandError(
    1,
    "HOTSPOT_DATABASE_URL: a database in memory belongs to its service alone; name a file",
  );
}

function readOrExplain(environment: NodeJS.ProcessEnv): Location {
  try {
    return readLocation(environment);
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
 * Works on the tokens of a database, beside a service that may be running on it. The tables are made
 * where there are none.
 */
export async function withTokens<Result>(
  location: Location,
  work: (tokens: Tokens) => Promise<Result>,
): Promise<Result> {
  const where = describeLocation(location);
  await using opened = await open(location, where);
  try {
    return await work(opened.tokens);
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error;
    throw new CommandError(1, `${where} is locked by another process; try again`, { cause: error });
  }
}

async function open(
  location: Location,
  where: string,
): Promise<AsyncDisposable & { readonly tokens: Tokens }> {
  try {
    // An older version is not upgraded: a service of that version may be running.
    return location.engine === "sqlite" ? inFile(location.file) : await inPostgres(location);
  } catch (error) {
    const message = `HOTSPOT_DATABASE_URL: cannot open ${where}: ${messageOf(error)}`;
    throw new CommandError(1, message, { cause: error });
  }
}

function inFile(file: string) {
  const database = openDatabase(file, { timeout: lockTimeout, upgrade: false });
  const found = tokens(database);
  return {
    tokens: {
      addToken: async (hash, token) => translateErrors(() => found.add(hash, token)),
      listTokens: async (projectId) => translateErrors(() => found.list(projectId)),
      revokeToken: async (id) => translateErrors(() => found.revoke(id)),
    } satisfies Tokens,
    [Symbol.asyncDispose]: async () => database.close(),
  };
}

async function inPostgres({ target }: Location & { readonly engine: "postgres" }) {
  const { openPostgresStore } = await import("../store/postgres/postgres-store.ts");
  const store = await openPostgresStore(target, { poolSize: 1, upgrade: false });
  return { tokens: store, [Symbol.asyncDispose]: () => store.close() };
}
