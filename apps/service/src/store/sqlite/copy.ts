import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

import { configColumns, configOf, type ConfigRow } from "../config-row.ts";
import {
  type AccessKeyRow,
  type Item,
  NotEmptyError,
  type Source,
  type Target,
  type TokenRow,
  type UserRow,
  usersPerItem,
} from "../copy/contents.ts";
import { foldName } from "../entries/fold-name.ts";
import { levels, widthOf } from "../entries/ranges.ts";
import { configs } from "./configs.ts";
import { openDatabase } from "./open-database.ts";
import { prepare } from "./statement.ts";

const lockTimeout = 5_000;

/** Opens a SQLite file to copy from. */
export function sqliteSource(file: string): Source {
  if (!existsSync(file)) throw new Error(`there is no database at ${file}`);
  const database = openDatabase(file, { timeout: lockTimeout, upgrade: true });
  database.exec("BEGIN");
  return readerOf(database);
}

/**
 * Opens a SQLite file to copy to, and makes it where it does not exist.
 *
 * @throws NotEmptyError
 */
export function sqliteTarget(file: string): Target {
  const database = openDatabase(file, { timeout: lockTimeout, upgrade: true });
  try {
    database.exec("BEGIN IMMEDIATE");
    return writerOf(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function readerOf(database: DatabaseSync): Source {
  const number = (sql: string) => Number(database.prepare(sql).get()?.["n"]);
  return {
    async count() {
      return {
        tokens: number("SELECT count(*) AS n FROM tokens"),
        configs: number("SELECT count(*) AS n FROM configs"),
        users: number("SELECT count(*) AS n FROM users"),
      };
    },

    async *contents(): AsyncGenerator<Item> {
      const tokens = prepare<TokenRow>(
        database,
        `SELECT project_id, id, lower(hex(hash)), role, note, created_at, expires_at, revoked_at
         FROM tokens ORDER BY seq`,
      );
      for (const token of tokens.iterate()) yield { token };
      const sealing = prepare<readonly [id: string]>(database, "SELECT id FROM sealing_key");
      for (const [sealingKeyId] of sealing.iterate()) yield { sealingKeyId };
      // hex(NULL) is an empty text.
      const keys = prepare<AccessKeyRow>(
        database,
        `SELECT project_id, id, access_key, lower(hex(sealed_secret)),
           nullif(lower(hex(security_token_hash)), ''),
           role, note, created_at, expires_at, revoked_at FROM access_keys ORDER BY seq`,
      );
      for (const accessKey of keys.iterate()) yield { accessKey };
      const rows = prepare<readonly [projectId: string, seq: number, ...ConfigRow]>(
        database,
        `SELECT project_id, seq, ${configColumns.join()} FROM configs ORDER BY project_id, seq`,
      );
      const users = prepare<readonly [place: number, ...UserRow]>(
        database,
        `SELECT seq, user_id, user_name FROM users WHERE config = ? AND seq > ?
         ORDER BY seq LIMIT ${usersPerItem}`,
      );
      for (const [projectId, seq, ...row] of rows.iterate()) {
        yield { projectId, config: configOf(row) };
        let place = -1;
        for (;;) {
          const read = users.all(seq, place);
          const last = read.at(-1);
          if (last === undefined) break;
          yield { users: read.map(([, user_id, user_name]) => [user_id, user_name]) };
          place = last[0];
        }
      }
    },

    [Symbol.asyncDispose]: async () => database.close(),
  };
}

function writerOf(database: DatabaseSync): Target {
  const found = database.prepare(
    "SELECT EXISTS (SELECT 1 FROM configs) OR EXISTS (SELECT 1 FROM tokens) OR EXISTS (SELECT 1 FROM sealing_key) AS found",
  );
  if (found.get()?.["found"] !== 0) throw new NotEmptyError("the target is not empty");
  const addToken = database.prepare(
    `INSERT INTO tokens (project_id, id, hash, role, note, created_at, expires_at, revoked_at)
     VALUES (?, ?, unhex(?), ?, ?, ?, ?, ?)`,
  );
  const addKey = database.prepare(
    `INSERT INTO access_keys (project_id, id, access_key, sealed_secret, security_token_hash, role,
       note, created_at, expires_at, revoked_at)
     VALUES (?, ?, ?, unhex(?), unhex(?), ?, ?, ?, ?, ?)`,
  );
  const setSealingKey = database.prepare("INSERT INTO sealing_key VALUES (1, ?)");
  const stored = configs(database);
  const addUser = database.prepare(
    "INSERT INTO users (config, seq, user_id, user_name, name_folded) VALUES (?, ?, ?, ?, ?)",
  );
  let [config, place] = [0, 0];

  return {
    ...readerOf(database),

    async write(item) {
      if ("token" in item) addToken.run(...item.token);
      else if ("sealingKeyId" in item) setSealingKey.run(item.sealingKeyId);
      else if ("accessKey" in item) addKey.run(...item.accessKey);
      else if ("config" in item) {
        config = stored.add(item.projectId, item.config);
        place = 0;
      } else {
        for (const [id, name] of item.users) {
          addUser.run(config, place++, id, name, name === null ? null : foldName(name));
        }
      }
    },

    async finish() {
      for (const level of levels) {
        database.exec(
          `INSERT INTO ranges SELECT config, ${level}, seq - seq % ${widthOf(level)}, count(*)
           FROM users GROUP BY 1, 3`,
        );
      }
    },

    async commit() {
      database.exec("COMMIT");
    },
  };
}
