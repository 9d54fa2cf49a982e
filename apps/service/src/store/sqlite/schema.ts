import type { DatabaseSync } from "node:sqlite";

/** The version of the tables below, kept in the file's `user_version`. */
const version = 1;

const tables = `
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

CREATE TABLE tokens (
  hash       BLOB PRIMARY KEY,
  project_id TEXT NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('admin', 'reader')),
  expires_at INTEGER               -- milliseconds since 1970; null for one that lasts
) STRICT, WITHOUT ROWID;
`;

/**
 * Makes the tables in an empty file.
 *
 * @throws where a later version of the service made the file: it may hold what we would destroy
 */
export function prepareTables(database: DatabaseSync): void {
  const found = Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (found === version) return;
  if (found !== 0) {
    throw new Error(
      `the database has version ${found}, and this service knows version ${version}: use the service that made it`,
    );
  }
  database.exec(`BEGIN IMMEDIATE; ${tables} PRAGMA user_version = ${version}; COMMIT`);
}
