import type { DatabaseSync } from "node:sqlite";

import { userOf } from "../entries/entry.ts";
import { embeddedUsers, type Page } from "../store.ts";
import { totalOfConfig } from "./ranges.ts";
import { userJson } from "./users.ts";

/** A list that embeds more users than one configuration can is made in parts. */
const smallList = embeddedUsers;

/** So many users are put together in JavaScript; SQLite makes the JSON of more of them faster. */
const fewUsers = 10;

/** How long a part may become, in UTF-16 code units: at most three times as many bytes. */
const partLength = 16 * 1024;

type ConfigRow = readonly [seq: number, id: string, enable: number, exitNum: number, total: number];
type UserRow = readonly [id: string | null, name: string | null];

export type ConfigList = ReturnType<typeof configList>;

/** Lists of configurations as the JSON of the answer. Called within a transaction. */
export function configList(database: DatabaseSync) {
  const pageOfConfigs = database.prepare(
    `SELECT seq, id, enable, exit_num, ${totalOfConfig} FROM configs
     WHERE project_id = ? ORDER BY seq LIMIT ? OFFSET ?`,
  );
  pageOfConfigs.setReturnArrays(true);
  const rowsOf = database.prepare(
    "SELECT user_id, user_name FROM users WHERE config = ? ORDER BY seq LIMIT ?",
  );
  rowsOf.setReturnArrays(true);
  const jsonOf = database.prepare(
    `SELECT ${userJson} FROM users WHERE config = ? ORDER BY seq LIMIT ?`,
  );
  jsonOf.setReturnArrays(true);

  // Here and below: the columns of the statements.
  const pageOf = (projectId: string, { limit, offset }: Page) =>
    pageOfConfigs.all(projectId, limit, offset) as unknown as ConfigRow[];

  /** The JSON of the first users of a configuration, one by one. */
  function* usersOf(seq: number, total: number): Iterable<string> {
    if (total === 0) return;
    if (total <= fewUsers) {
      for (const row of rowsOf.all(seq, embeddedUsers)) {
        const [user_id, user_name] = row as unknown as UserRow;
        yield JSON.stringify(userOf({ user_id, user_name }));
      }
      return;
    }
    for (const row of jsonOf.iterate(seq, embeddedUsers)) {
      yield (row as unknown as readonly [string])[0];
    }
  }

  function* textOf(projectId: string, rows: readonly ConfigRow[]): Iterable<string> {
    const project = JSON.stringify(projectId);
    yield '{"items":[';
    let between = "";
    for (const [seq, id, enable, exitNum, total] of rows) {
      yield `${between}{"id":"${id}","project_id":${project},"hotspot_session_migration_enable":${enable === 1},"hotspot_exit_session_num":${exitNum},"non_migrate_users":[`;
      let first = true;
      for (const user of usersOf(seq, total)) {
        yield first ? user : `,${user}`;
        first = false;
      }
      yield "]}";
      between = ",";
    }
    yield "]}";
  }

  return {
    /** The whole answer; `undefined` for one to be made in parts. */
    small(projectId: string, page: Page): string | undefined {
      const rows = pageOf(projectId, page);
      const users = rows.reduce((sum, [, , , , total]) => sum + Math.min(total, embeddedUsers), 0);
      return users > smallList ? undefined : [...textOf(projectId, rows)].join("");
    },

    /** The answer in parts; every part but the last is of about {@link partLength}. */
    *parts(projectId: string, page: Page): Generator<string, undefined> {
      let part = "";
      for (const text of textOf(projectId, pageOf(projectId, page))) {
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
