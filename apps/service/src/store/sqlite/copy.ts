import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

import {
  type AccessKeyRow,
  type ConfigRow,
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
import { openDatabase } from "./open-database.ts";

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
      const tokens = database.prepare(
        `SELECT project_id, id, lower(hex(hash)), role, note, created_at, expires_at, revoked_at
         FROM tokens ORDER BY seq`,
      );
      tokens.setReturnArrays(true);
      // The columns of the statement, here and below.
      for (const row of tokens.iterate()) yield { token: row as unknown as TokenRow };
      const sealing = database.prepare("SELECT id FROM sealing_key").get()?.["id"];
      if (typeof sealing === "string") yield { sealingKeyId: sealing };
      const keys = database.prepare(
        `SELECT project_id, id, access_key, lower(hex(sealed_secret)), lower(hex(security_token_hash)),
           role, note, created_at, expires_at, revoked_at FROM access_keys ORDER BY seq`,
      );
      keys.setReturnArrays(true);
      for (const row of keys.iterate()) {
        const key = row as unknown as AccessKeyRow;
        // SQLite makes an empty text of hex(NULL).
        yield { accessKey: key.with(4, key[4] || null) as unknown as AccessKeyRow };
      }
      const configs = database.prepare(
        "SELECT seq, project_id, id, enable, exit_num FROM configs ORDER BY project_id, seq",
      );
      const users = database.prepare(
        `SELECT seq, user_id, user_name FROM users WHERE config = ? AND seq > ?
         ORDER BY seq LIMIT ${usersPerItem}`,
      );
      users.setReturnArrays(true);
      for (const { seq, project_id, id, enable, exit_num } of configs.iterate()) {
        yield { config: [String(project_id), String(id), enable === 1, Number(exit_num)] };
        let place = -1;
        for (;;) {
          const rows = users.all(Number(seq), place) as unknown as [number, ...UserRow][];
          const last = rows.at(-1);
          if (last === undefined) break;
          yield { users: rows.map(([, user_id, user_name]) => [user_id, user_name]) };
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
  const addConfig = database.prepare(
    "INSERT INTO configs (project_id, id, enable, exit_num) VALUES (?, ?, ?, ?) RETURNING seq",
  );
  const addUser = database.prepare(
    "INSERT INTO users (config, seq, user_id, user_name, name_folded) VALUES (?, ?, ?, ?, ?)",
  );
  let [config, place] = [0, 0];

  function begin([projectId, id, enable, exitNum]: ConfigRow): void {
    config = Number(addConfig.get(projectId, id, Number(enable), exitNum)?.["seq"]);
    place = 0;
  }

  return {
    ...readerOf(database),

    async write(item) {
      if ("token" in item) addToken.run(...item.token);
      else if ("sealingKeyId" in item) setSealingKey.run(item.sealingKeyId);
      else if ("accessKey" in item) addKey.run(...item.accessKey);
      else if ("config" in item) begin(item.config);
      else {
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
