import { setTimeout as pause } from "node:timers/promises";

import { DatabaseError, type PoolClient } from "pg";

import { levels, widthOf } from "../entries/ranges.ts";
import { schemaChanges } from "../schema-changes.ts";
import { readTimeout } from "../store.ts";

/**
 * The tables of version 1. Every key begins with the project, so that the tables can be partitioned
 * or distributed by it. Text is compared byte by byte: the order and the equality of another
 * collation would be others than those of the rules on entries.
 */
const version1 = `
CREATE TABLE projects (
  project_id  text COLLATE "C" PRIMARY KEY,
  configs     bigint NOT NULL,         -- how many were created
  last_config text COLLATE "C"         -- the id of the latest
);

CREATE TABLE configs (
  project_id text COLLATE "C" NOT NULL REFERENCES projects,
  seq        bigint NOT NULL,          -- order of creation within the project
  id         text COLLATE "C" NOT NULL,
  enable     boolean NOT NULL,
  exit_num   integer NOT NULL,
  next_place bigint NOT NULL,          -- higher than the place of each of its users
  PRIMARY KEY (project_id, seq),
  UNIQUE (project_id, id)
);

CREATE TABLE users (
  project_id  text COLLATE "C" NOT NULL,
  config      bigint NOT NULL,
  place       bigint NOT NULL,         -- order of creation within the configuration
  user_id     text COLLATE "C",
  user_name   text COLLATE "C",
  folded_name text COLLATE "C",        -- what the filter searches
  PRIMARY KEY (project_id, config, place),
  FOREIGN KEY (project_id, config) REFERENCES configs,
  CHECK (user_id IS NOT NULL OR user_name IS NOT NULL)
);
CREATE UNIQUE INDEX users_by_id ON users (project_id, config, user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX users_by_name_only ON users (project_id, config, user_name) WHERE user_id IS NULL;
CREATE INDEX users_by_name ON users (project_id, config, user_name) WHERE user_name IS NOT NULL;

-- The numbers of users in ranges of places: see entries/ranges.ts.
CREATE TABLE ranges (
  project_id text COLLATE "C" NOT NULL,
  config     bigint NOT NULL,
  level      integer NOT NULL CHECK (level < ${levels.length}),
  first      bigint NOT NULL,          -- of ${levels.map(widthOf).join(", ")} places
  n          bigint NOT NULL,
  PRIMARY KEY (project_id, config, level, first),
  FOREIGN KEY (project_id, config) REFERENCES configs
);

-- Times are milliseconds since 1970. A revoked token stays: it says that there was one.
CREATE TABLE tokens (
  project_id text COLLATE "C" NOT NULL,
  id         text COLLATE "C" NOT NULL, -- public: names the token, gives no access
  hash       bytea NOT NULL UNIQUE,
  role       text NOT NULL CHECK (role IN ('admin', 'reader')),
  note       text,
  created_at bigint NOT NULL,
  expires_at bigint,                   -- null for one that lasts
  revoked_at bigint,
  seq        bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (project_id, id)
);

CREATE TABLE access_keys (
  project_id          text COLLATE "C" NOT NULL,
  id                  text COLLATE "C" NOT NULL, -- public, as a token's
  access_key          text COLLATE "C" NOT NULL UNIQUE,
  sealed_secret       bytea NOT NULL,            -- see auth/sealing.ts
  security_token_hash bytea,                     -- of a temporary key
  role                text NOT NULL CHECK (role IN ('admin', 'reader')),
  note                text,
  created_at          bigint NOT NULL,
  expires_at          bigint,
  revoked_at          bigint,
  seq                 bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (project_id, id)
);

-- The id of the key that seals all secrets; one row, or none before the first key is used.
CREATE TABLE sealing_key (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id  text COLLATE "C" NOT NULL
);
`;

/** What leads from each version to the next. A later version never changes the text of this one. */
export const migrations: readonly string[] = [
  version1,
  ...schemaChanges.map(({ postgres }) => postgres),
];

/** Locks out other instances that migrate; the number has no meaning. */
const migrationLock = 7_205_759_403;

/** How long a migration may take, in milliseconds: it may have to write every row. */
const migrationTimeout = 3_600_000;

/**
 * How long a migration waits for a table at a time, in milliseconds. The requests of older instances
 * wait behind it, and fail after `waits.lock`.
 */
const tableLock = 500;
/** How long it rests between two tries, in milliseconds. */
const rest = 1000;
/** For how long it tries, in milliseconds: a reader of a large list keeps its tables. */
const triesFor = readTimeout + 10_000;
const lockNotAvailable = "55P03";

/**
 * Brings the tables of a database to the latest version: all steps or none. Instances of the version
 * before may go on serving, so a step only adds.
 *
 * @param upgrade whether an older version is brought to the latest; where there are no tables, they
 *   are made in any case
 * @returns the version before; 0 for a database without tables
 * @throws Error where a later version of the service has migrated the database
 */
export async function migrate(
  client: PoolClient,
  upgrade: boolean,
  steps = migrations,
): Promise<number> {
  const end = performance.now() + triesFor;
  for (;;) {
    try {
      return await tryToMigrate(client, upgrade, steps);
    } catch (error) {
      const isLocked = error instanceof DatabaseError && error.code === lockNotAvailable;
      if (!isLocked || performance.now() > end) throw error;
      await pause(rest);
    }
  }
}

async function tryToMigrate(
  client: PoolClient,
  upgrade: boolean,
  steps: readonly string[],
): Promise<number> {
  const before = await versionOf(client);
  if (before === steps.length || (before > 0 && before < steps.length && !upgrade)) return before;
  const run = (text: string, values: unknown[] = []) => {
    const query = { text, values, query_timeout: migrationTimeout };
    return client.query(query);
  };
  await refuseEncoding(client);
  await run("BEGIN");
  try {
    await run(`SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = 0`);
    await run("SELECT pg_advisory_xact_lock($1)", [migrationLock]);
    await run("CREATE TABLE IF NOT EXISTS hotspot_schema (version integer NOT NULL)");
    // Again, now that no other instance migrates.
    const version = await versionOf(client);
    if (version > steps.length) {
      throw new Error(
        `the database has version ${version}, and this service knows version ${steps.length}: use the service that migrated it`,
      );
    }
    await run(`SET LOCAL lock_timeout = ${tableLock}`);
    for (const step of steps.slice(version)) await run(step);
    await run("DELETE FROM hotspot_schema");
    await run("INSERT INTO hotspot_schema VALUES ($1)", [steps.length]);
    await run("COMMIT");
    return version;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

async function versionOf(client: PoolClient): Promise<number> {
  const found = await client.query<{ name: string | null }>(
    "SELECT to_regclass('hotspot_schema') AS name",
  );
  if (!found.rows[0]?.name) return 0;
  const { rows } = await client.query<{ version: number }>("SELECT version FROM hotspot_schema");
  return rows[0]?.version ?? 0;
}

/** In another encoding, there are texts that cannot be stored. */
async function refuseEncoding(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>("SHOW server_encoding");
  if (rows[0]?.server_encoding === "UTF8") return;
  throw new Error("the database must have the encoding UTF8: CREATE DATABASE … ENCODING 'UTF8'");
}
