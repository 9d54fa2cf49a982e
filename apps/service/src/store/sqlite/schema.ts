import type { DatabaseSync } from "node:sqlite";

/** The tables of version 1. A later version adds its own text, and never changes this one. */
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

/** The numbers of entries in ranges of fixed width: see entries/ranges.ts. */
const version2 = `
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

/** What leads from each version to the next; the `user_version` of a file is its version. */
const migrations: readonly string[] = [version1, version2];

/**
 * Brings the tables of a file to the latest version, an empty one from nothing: each step is done as
 * a whole or not at all.
 *
 * @throws where a later version of the service made the file: it may hold what we would destroy
 */
export function migrate(database: DatabaseSync, steps: readonly string[] = migrations): void {
  const version = () => Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
  if (version() > steps.length) {
    throw new Error(
      `the database has version ${version()}, and this service knows version ${steps.length}: use the service that made it`,
    );
  }
  while (version() < steps.length) {
    database.exec("BEGIN IMMEDIATE");
    try {
      // Again, now that nobody else can write: another process may have come first.
      const next = version();
      const step = steps[next];
      if (step !== undefined) database.exec(`${step}; PRAGMA user_version = ${next + 1}`);
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }
}
