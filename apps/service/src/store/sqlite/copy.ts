import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

import { type Source, type Target, type UserRow, usersPerItem } from "../copy/contents.ts";
import { type Engine, sourceOf, targetOf } from "../copy/tables.ts";
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
  return { ...sourceOf(engineOf(database)), [Symbol.asyncDispose]: async () => database.close() };
}

/**
 * Opens a SQLite file to copy to, and makes it where it does not exist.
 *
 * @throws NotEmptyError
 */
export async function sqliteTarget(file: string): Promise<Target> {
  const database = openDatabase(file, { timeout: lockTimeout, upgrade: true });
  try {
    database.exec("BEGIN IMMEDIATE");
    return await filling(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function engineOf(database: DatabaseSync): Engine {
  const users = prepare<readonly [place: number, ...UserRow]>(
    database,
    `SELECT seq, user_id, user_name FROM users WHERE config = ? AND seq > ?
     ORDER BY seq LIMIT ${usersPerItem}`,
  );
  return {
    run: <Row extends readonly unknown[]>(sql: string, values: (string | number | null)[] = []) =>
      prepare<Row>(database, sql.replaceAll(/\$\d+/g, "?")).all(...values),
    // hex(NULL) is an empty text.
    hex: (column) => `iif(${column} IS NULL, NULL, lower(hex(${column})))`,
    unhex: (parameter) => `unhex(${parameter})`,
    users: (_, config, after) => users.all(config, after),
  };
}

async function filling(database: DatabaseSync): Promise<Target> {
  const stored = configs(database);
  const addUser = database.prepare(
    "INSERT INTO users (config, seq, user_id, user_name, name_folded) VALUES (?, ?, ?, ?, ?)",
  );
  let config = 0;
  const target = await targetOf({
    ...engineOf(database),
    addConfig(projectId, added) {
      config = stored.add(projectId, added);
    },
    addUsers(users) {
      for (const { place, user_id, user_name, folded_name } of users) {
        addUser.run(config, place, user_id, user_name, folded_name);
      }
    },
  });

  return {
    ...target,

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

    [Symbol.asyncDispose]: async () => database.close(),
  };
}
