import type { DatabaseSync } from "node:sqlite";

import { StoreUnavailableError } from "../store.ts";
import { foldName } from "../entries/fold-name.ts";
import { prepare } from "./statement.ts";
import { schemaChanges } from "../schema-changes.ts";

/** The tables of version 1. A later version never changes this text: it is one of the schema changes. */
const version1 = `
CREATE TABLE configs (
  seq        INTEGER PRIMARY KEY,  -- order of creation
  id         TEXT NOT NULL UNIQUE,
  project_id TEXT NOT NULL,
  enable     INTEGER NOT NULL,
  exit_num   INTEGER NOT NULL
) STRICT;
CREATE INDEX configs_of_project ON configs (project_id, seq);

-- Clustered by config and place, so that a page is one range of the table.
CREATE TABLE users (
  config     INTEGER NOT NULL REFERENCES configs (seq),
  seq        INTEGER NOT NULL,     -- order of creation within the config
  user_id    TEXT,
  user_name  TEXT,
  name_lower TEXT,                 -- what the filter searches
  PRIMARY KEY (config, seq),
  CHECK (user_id IS NOT NULL OR user_name IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX users_by_id ON users (config, user_id) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX users_by_name_only ON users (config, user_name) WHERE user_id IS NULL;
CREATE INDEX users_by_name ON users (config, user_name) WHERE user_name IS NOT NULL;

-- Replaced in version 2.
CREATE TABLE counts (
  config INTEGER NOT NULL REFERENCES configs (seq),
  level  INTEGER NOT NULL,
  first  INTEGER NOT NULL,
  n      INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (config, level, first)
) STRICT, WITHOUT ROWID;

-- Times are milliseconds since 1970. A revoked token stays: it says that there was one.
CREATE TABLE tokens (
  seq        INTEGER PRIMARY KEY,  -- order of creation
  id         TEXT NOT NULL UNIQUE, -- public: names the token, gives no access
  hash       BLOB NOT NULL UNIQUE,
  project_id TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('admin', 'reader')),
  note       TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,              -- null for one that lasts
  revoked_at INTEGER
) STRICT;
`;

/** The numbers of entries in ranges of fixed width, as entries/ranges.ts has them. */
const ranges = `
DROP TABLE counts;
CREATE TABLE ranges (
  config INTEGER NOT NULL REFERENCES configs (seq),
  level  INTEGER NOT NULL,
  first  INTEGER NOT NULL,
  n      INTEGER NOT NULL,
  PRIMARY KEY (config, level, first)
) STRICT, WITHOUT ROWID;
INSERT INTO ranges SELECT config, 0, seq - seq % 64, count(*) FROM users GROUP BY 1, 3;
INSERT INTO ranges SELECT config, 1, seq - seq % 4096, count(*) FROM users GROUP BY 1, 3;
INSERT INTO ranges SELECT config, 2, seq - seq % 262144, count(*) FROM users GROUP BY 1, 3;
`;

/** Version 1 had names in lower case where filters search. */
const foldedNames = `
ALTER TABLE users RENAME COLUMN name_lower TO name_folded;
UPDATE users SET name_folded = fold_name(user_name)
  WHERE user_name IS NOT NULL AND name_folded <> fold_name(user_name);
`;

function version2(database: DatabaseSync): void {
  database.function("fold_name", { deterministic: true }, (name) => foldName(String(name)));
  database.exec(ranges + foldedNames);
}

/** Access keys, whose secrets are sealed with a key that is not in the database. */
const version3 = `
CREATE TABLE access_keys (
  seq                 INTEGER PRIMARY KEY,  -- order of creation
  id                  TEXT NOT NULL UNIQUE, -- public, as a token's
  access_key          TEXT NOT NULL UNIQUE,
  sealed_secret       BLOB NOT NULL,        -- see auth/sealing.ts
  security_token_hash BLOB,                 -- of a temporary key
  project_id          TEXT NOT NULL,
  role                TEXT NOT NULL CHECK (role IN ('admin', 'reader')),
  note                TEXT,
  created_at          INTEGER NOT NULL,
  expires_at          INTEGER,
  revoked_at          INTEGER
) STRICT;

-- The id of the key that seals all secrets; one row, or none before the first key is used.
CREATE TABLE sealing_key (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  id  TEXT NOT NULL
) STRICT;
`;

/** What leads from each version to the next; the `user_version` of a file is its version. */
export const migrations: readonly MigrationStep[] = [
  version1,
  version2,
  version3,
  ...schemaChanges.map(({ sqlite }) => sqlite),
];

/** The first version with access keys. */
export const versionOfAccessKeys = 3;

/** Statements, or what must be done in JavaScript. */
export type MigrationStep = string | ((database: DatabaseSync) => void);

const tablesOfVersion1: ReadonlySet<unknown> = new Set(["configs", "users", "counts", "tokens"]);

/** Marks a SQLite file as one of this service: "HSSM" in ASCII. Files of version 1 do not have it. */
const applicationId = 0x48_53_53_4d;

/**
 * The version of the tables in a file; 0 for an empty one. Changes nothing.
 *
 * @throws where the file is of another program, or of a later version of the service
 */
export function versionOf(
  database: DatabaseSync,
  steps: readonly MigrationStep[] = migrations,
): number {
  const { id, version, tables } = inspect(database);
  const isEmpty = id === 0 && version === 0 && tables.length === 0;
  const isFirst = id === 0 && version === 1 && tablesOfVersion1.isSubsetOf(new Set(tables));
  if (!isEmpty && !isFirst && (id !== applicationId || version < 1)) {
    throw new Error("it is not a database of this service");
  }
  if (version > steps.length) {
    throw new Error(
      `it has version ${version}, and this service knows version ${steps.length}: use the service that made it`,
    );
  }
  return version;
}

/** What a file says of itself, of one moment: another process may be making the tables. */
function inspect(database: DatabaseSync) {
  database.exec("BEGIN");
  try {
    const tables = database.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    );
    return {
      id: pragma(database, "application_id"),
      version: pragma(database, "user_version"),
      tables: tables.all().map(({ name }) => name),
    };
  } finally {
    if (database.isTransaction) database.exec("COMMIT");
  }
}

/**
 * Brings the tables of a file to the latest version, an empty one from nothing: each step is done as
 * a whole or not at all.
 */
export function bringUpToDate(
  database: DatabaseSync,
  steps: readonly MigrationStep[] = migrations,
): void {
  while (pragma(database, "user_version") < steps.length) {
    database.exec("BEGIN IMMEDIATE");
    try {
      // Again, now that no other connection can write: another process may have come first.
      const next = pragma(database, "user_version");
      const step = steps[next];
      if (typeof step === "string") database.exec(step);
      else step?.(database);
      if (step !== undefined) {
        database.exec(
          `PRAGMA user_version = ${next + 1}; PRAGMA application_id = ${applicationId}`,
        );
      }
      database.exec("COMMIT");
    } catch (error) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }
}

/**
 * Notices that a later version of the service has upgraded the file, whose tables this one does not
 * know.
 *
 * @returns a function to call within a transaction, which throws StoreUnavailableError then
 */
export function versionCheck(database: DatabaseSync): () => void {
  const findVersion = prepare<[version: number]>(database, "PRAGMA user_version");
  return () => {
    const [version = 0] = findVersion.get() ?? [];
    if (version <= migrations.length) return;
    throw new StoreUnavailableError(
      `a later version of the service has upgraded the database to version ${version}, and this one knows version ${migrations.length}: stop this one`,
    );
  };
}

/**
 * Writes the first page without a change, which shows whether the disk takes writes. Called within a
 * transaction: another process may have upgraded the file since it was opened.
 */
export function rewriteVersion(database: DatabaseSync): void {
  database.exec(`PRAGMA user_version = ${pragma(database, "user_version")}`);
}

function pragma(database: DatabaseSync, name: "application_id" | "user_version"): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
