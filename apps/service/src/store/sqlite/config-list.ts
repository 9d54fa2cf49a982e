import type { DatabaseSync } from "node:sqlite";

import { configColumns, type ConfigRow, jsonBeforeUsers } from "../config-row.ts";
import { userOf } from "../entries/entry.ts";
import { embeddedUsers, type Page } from "../store.ts";
import { totalOfConfig } from "./ranges.ts";
import { prepare } from "./statement.ts";
import { limitTo, textOf, userJson, usersJson } from "./users.ts";

/** A list that embeds more users than one configuration can is made in parts. */
const smallList = embeddedUsers;

/** Up to this number of users, JavaScript makes the JSON; SQLite is faster for more. */
const fewUsers = 10;

/** How long a part becomes before it is sent, in UTF-16 code units: at most 24 KiB. */
const partLength = 8 * 1024;

/** How many users are read at once for a part: 40 KiB of the longest. */
const readTogether = 25;

type UserRow = readonly [id: string | null, name: string | null];

export type ConfigList = ReturnType<typeof configList>;

/** Lists of configurations as the JSON of the answer. Called within a transaction. */
export function configList(database: DatabaseSync) {
  const pageOfConfigs = prepare<readonly [seq: number, ...ConfigRow]>(
    database,
    `SELECT seq, ${configColumns.join()} FROM configs WHERE project_id = ?
     ORDER BY seq ${limitTo} OFFSET ?`,
  );
  const firstUsers = `FROM users WHERE config = ? ORDER BY seq ${limitTo}`;
  const rowsOf = prepare<UserRow>(database, `SELECT user_id, user_name ${firstUsers}`);
  const jsonOf = prepare<readonly [json: Uint8Array]>(
    database,
    `SELECT ${usersJson} FROM (SELECT ${userJson} AS user ${firstUsers})`,
  );
  const jsonAfter = prepare<readonly [json: Uint8Array, n: number, last: number]>(
    database,
    `SELECT ${usersJson}, count(*), max(seq) FROM (SELECT seq, ${userJson} AS user FROM users
     WHERE config = ? AND seq > ? ORDER BY seq ${limitTo})`,
  );
  const embeddedOf = prepare<readonly [n: number]>(
    database,
    `SELECT min(${totalOfConfig}, ${embeddedUsers}) FROM configs WHERE seq = ?`,
  );

  /** The users that a configuration embeds: rows of a few, or the number of more. */
  function fewOf(seq: number): readonly UserRow[] | number {
    const few = rowsOf.all(seq, fewUsers + 1);
    return few.length <= fewUsers ? few : (embeddedOf.get(seq)?.[0] ?? 0);
  }

  function usersOf(seq: number, few: readonly UserRow[] | number): string {
    if (typeof few === "number") return textOf(jsonOf.get(seq, few)?.[0]);
    return JSON.stringify(few.map(([user_id, user_name]) => userOf({ user_id, user_name })));
  }

  function* piecesOf(projectId: string, page: Page): Iterable<string> {
    yield '{"items":[';
    let beforeConfig = "";
    for (const [seq, ...row] of pageOfConfigs.all(projectId, page.limit, page.offset)) {
      yield `${beforeConfig}${jsonBeforeUsers(projectId, row)}[`;
      let [read, after, beforeUser] = [0, -1, ""];
      while (read < embeddedUsers) {
        const [json, n = 0, last = 0] = jsonAfter.get(seq, after, readTogether) ?? [];
        if (n === 0) break;
        yield beforeUser + textOf(json).slice(1, -1);
        [read, after, beforeUser] = [read + n, last, ","];
      }
      yield "]}";
      beforeConfig = ",";
    }
    yield "]}";
  }

  return {
    /** The whole answer; `undefined` for one to be made in parts. */
    small(projectId: string, page: Page): string | undefined {
      const found = [];
      let users = 0;
      for (const [seq, ...row] of pageOfConfigs.all(projectId, page.limit, page.offset)) {
        const few = fewOf(seq);
        users += typeof few === "number" ? few : few.length;
        // At once: a list that is refused must cost little.
        if (users > smallList) return undefined;
        found.push({ seq, row, few });
      }
      const items = found.map(
        ({ seq, row, few }) => `${jsonBeforeUsers(projectId, row)}${usersOf(seq, few)}}`,
      );
      return `{"items":[${items.join()}]}`;
    },

    /** The answer in parts; every part but the last is of at least {@link partLength}. */
    *parts(projectId: string, page: Page): Generator<string, undefined> {
      let part = "";
      for (const text of piecesOf(projectId, page)) {
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
