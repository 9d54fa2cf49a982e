import type { DatabaseSync } from "node:sqlite";

import type { ListNonMigrationUsersResponse } from "@hotspot-session/types";

import type { Page } from "../store.ts";
import { toUser } from "./users.ts";

export type Search = ReturnType<typeof search>;

/** The users of a configuration whose name contains a text. Reads all of them: called in a transaction. */
export function search(database: DatabaseSync) {
  // instr and not LIKE: no character is special, and the case was folded by JavaScript, for every script.
  const matching = "FROM users WHERE config = ? AND instr(name_lower, ?) > 0";
  const count = database.prepare(`SELECT count(*) AS n ${matching}`);
  const page = database.prepare(
    `SELECT user_id, user_name ${matching} ORDER BY seq LIMIT ? OFFSET ?`,
  );
  return (config: number, text: string, { offset, limit }: Page): ListNonMigrationUsersResponse => {
    const lower = text.toLowerCase();
    const total_count = Number(count.get(config, lower)?.["n"]);
    const found = total_count > offset ? page.all(config, lower, limit, offset) : [];
    return { total_count, non_migrate_users: found.map((row) => toUser(row)) };
  };
}
