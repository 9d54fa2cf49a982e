import type { DatabaseSync } from "node:sqlite";

import { foldName } from "../entries/fold-name.ts";
import type { Page } from "../store.ts";
import { prepare } from "./statement.ts";
import { limitTo, textOf, userJson, usersJson } from "./users.ts";

export type Search = ReturnType<typeof search>;

/**
 * The users of a configuration whose name contains a text, as the JSON of the answer. Reads all
 * users of the configuration. Called within a transaction.
 */
export function search(database: DatabaseSync) {
  // instr and not LIKE: no character is special, and the case is folded in every script.
  const matching = "FROM users WHERE config = ? AND instr(name_folded, ?) > 0";
  const count = database.prepare(`SELECT count(*) AS n ${matching}`);
  const page = prepare<readonly [json: Uint8Array]>(
    database,
    `SELECT ${usersJson} FROM (SELECT ${userJson} AS user
     ${matching} ORDER BY seq ${limitTo} OFFSET ?)`,
  );
  return (config: number, text: string, { offset, limit }: Page): string => {
    const folded = foldName(text);
    const total = Number(count.get(config, folded)?.["n"]);
    const found = total > offset ? textOf(page.get(config, folded, limit, offset)?.[0]) : "[]";
    return usersAnswer(total, found);
  };
}

/** The JSON of the answer with a page of users. */
export const usersAnswer = (total: number, users: string): string =>
  `{"total_count":${total},"non_migrate_users":${users}}`;
