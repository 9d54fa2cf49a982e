import type { DatabaseSync } from "node:sqlite";

import { userOf } from "../entries/entry.ts";
import { embeddedUsers, type Page } from "../store.ts";
import { userJson } from "./users.ts";

/** A list that embeds more users than one configuration can is made in parts. */
const smallList = embeddedUsers;

/** The JSON of so many users is made in JavaScript; SQLite makes that of more of them faster. */
const fewUsers = 10;

/** How long a part may become, in UTF-16 code units: at most three times as many bytes. */
const partLength = 16 * 1024;

type ConfigRow = readonly [seq: number, id: string, enable: number, exitNum: number];
type UserRow = readonly [id: string | null, name: string | null];

export type ConfigList = ReturnType<typeof configList>;

/** Lists of configurations as the JSON of the answer. Called within a transaction. */
export function configList(database: DatabaseSync) {
  /** Rows as arrays cost half as much as objects. The columns are those of the statement. */
  function prepare<Row>(sql: string) {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return {
      all: (...values: (string | number)[]) => statement.all(...values) as unknown as Row[],
      iterate: (...values: (string | number)[]) =>
        statement.iterate(...values) as unknown as Iterable<Row>,
    };
  }
  const pageOfConfigs = prepare<ConfigRow>(
    "SELECT seq, id, enable, exit_num FROM configs WHERE project_id = ? ORDER BY seq LIMIT ? OFFSET ?",
  );
  const firstUsers = "SELECT user_id, user_name FROM users WHERE config = ? ORDER BY seq LIMIT ?";
  const rowsOf = prepare<UserRow>(firstUsers);
  const jsonOf = prepare<readonly [n: number, json: string]>(
    `SELECT count(*), json_group_array(${userJson}) FROM (${firstUsers})`,
  );
  const jsonOfEach = prepare<readonly [json: string]>(
    `SELECT ${userJson} FROM users WHERE config = ? ORDER BY seq LIMIT ?`,
  );

  /** How many users a configuration embeds, and their JSON array; of at most `most` users. */
  function usersOf(seq: number, most: number): readonly [n: number, json: string] {
    const few = rowsOf.all(seq, fewUsers + 1);
    if (few.length > fewUsers) return jsonOf.all(seq, most)[0] ?? [0, "[]"];
    const users = few.map(([user_id, user_name]) => userOf({ user_id, user_name }));
    return [users.length, JSON.stringify(users)];
  }

  function* textOf(projectId: string, page: Page): Iterable<string> {
    yield '{"items":[';
    let beforeConfig = "";
    for (const row of pageOfConfigs.all(projectId, page.limit, page.offset)) {
      yield `${beforeConfig}${headOf(projectId, row)}[`;
      let beforeUser = "";
      for (const [user] of jsonOfEach.iterate(row[0], embeddedUsers)) {
        yield beforeUser + user;
        beforeUser = ",";
      }
      yield "]}";
      beforeConfig = ",";
    }
    yield "]}";
  }

  return {
    /** The whole answer; `undefined` for one to be made in parts. */
    small(projectId: string, page: Page): string | undefined {
      let room = smallList;
      const items = [];
      for (const row of pageOfConfigs.all(projectId, page.limit, page.offset)) {
        const [n, users] = usersOf(row[0], Math.min(room + 1, embeddedUsers));
        room -= n;
        if (room < 0) return undefined;
        items.push(`${headOf(projectId, row)}${users}}`);
      }
      return `{"items":[${items.join()}]}`;
    },

    /** The answer in parts; every part but the last is of about {@link partLength}. */
    *parts(projectId: string, page: Page): Generator<string, undefined> {
      let part = "";
      for (const text of textOf(projectId, page)) {
        part += text;
        if (part.length < partLength) continue;
        yield part;
        part = "";
      }
      yield part;
      return undefined;
    },
  };
}

/** The JSON of a configuration, up to its users. */
const headOf = (projectId: string, [, id, enable, exitNum]: ConfigRow) =>
  `{"id":"${id}","project_id":${JSON.stringify(projectId)},"hotspot_session_migration_enable":${enable === 1},"hotspot_exit_session_num":${exitNum},"non_migrate_users":`;
