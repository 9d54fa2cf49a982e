import type { DatabaseSync } from "node:sqlite";

import type { UserInfo } from "@hotspot-session/types";

import type { Page } from "../store.ts";

/** The exempt users of the configurations, by the configuration's `seq`. Called in a transaction. */
export type Users = ReturnType<typeof users>;

interface Row {
  readonly user_id: string | null;
  readonly user_name: string | null;
}

export function users(database: DatabaseSync) {
  const page = database.prepare(
    "SELECT user_id, user_name FROM users WHERE config = ? ORDER BY seq LIMIT ? OFFSET ?",
  );
  const count = database.prepare("SELECT count(*) AS n FROM users WHERE config = ?");
  // instr and not LIKE: no character is special, and the case was folded by JavaScript, for every script.
  const matching = "FROM users WHERE config = ? AND instr(name_lower, ?) > 0";
  const pageOfMatching = database.prepare(
    `SELECT user_id, user_name ${matching} ORDER BY seq LIMIT ? OFFSET ?`,
  );
  const countOfMatching = database.prepare(`SELECT count(*) AS n ${matching}`);
  const last = database.prepare("SELECT max(seq) AS seq FROM users WHERE config = ?");
  const byId = database.prepare("SELECT seq FROM users WHERE config = ? AND user_id = ?");
  const byName = database.prepare(
    "SELECT seq FROM users WHERE config = ? AND user_name = ? LIMIT 1",
  );
  const byNameOnly = database.prepare(
    "SELECT seq FROM users WHERE config = ? AND user_name = ? AND user_id IS NULL",
  );
  const insert = database.prepare(
    "INSERT INTO users (config, seq, user_id, user_name, name_lower) VALUES (?, ?, ?, ?, ?)",
  );
  const overwrite = database.prepare(
    "UPDATE users SET user_id = ?, user_name = ?, name_lower = ? WHERE config = ? AND seq = ?",
  );
  const remove = database.prepare("DELETE FROM users WHERE config = ? AND seq = ?");
  const removeById = database.prepare("DELETE FROM users WHERE config = ? AND user_id = ?");
  const removeByName = database.prepare("DELETE FROM users WHERE config = ? AND user_name = ?");

  const seqOf = (row: Record<string, unknown> | undefined) =>
    typeof row?.["seq"] === "number" ? row["seq"] : undefined;

  function append(config: number, user: UserInfo): void {
    const seq = (seqOf(last.get(config)) ?? -1) + 1;
    insert.run(config, seq, user.user_id ?? null, ...nameColumns(user));
  }

  function overwriteAt(config: number, seq: number, user: UserInfo): void {
    const [name, lower] = nameColumns(user);
    overwrite.run(user.user_id ?? null, name, lower, config, seq);
  }

  return {
    list(config: number, { offset, limit }: Page): UserInfo[] {
      return page.all(config, limit, offset).map(toUser);
    },

    listMatching(config: number, text: string, { offset, limit }: Page): UserInfo[] {
      return pageOfMatching.all(config, text.toLowerCase(), limit, offset).map(toUser);
    },

    count: (config: number) => Number(count.get(config)?.["n"]),

    countMatching: (config: number, text: string) =>
      Number(countOfMatching.get(config, text.toLowerCase())?.["n"]),

    add(config: number, user: UserInfo): void {
      const { user_id, user_name } = user;
      if (user_id === undefined) {
        if (user_name === undefined) return;
        if (byName.get(config, user_name) === undefined) append(config, user);
        return;
      }
      const own = seqOf(byId.get(config, user_id));
      const nameOnly =
        user_name === undefined ? undefined : seqOf(byNameOnly.get(config, user_name));
      if (own !== undefined) {
        if (nameOnly !== undefined) remove.run(config, nameOnly);
        overwriteAt(config, own, user);
      } else if (nameOnly !== undefined) {
        overwriteAt(config, nameOnly, user);
      } else {
        append(config, user);
      }
    },

    remove(config: number, { user_id, user_name }: UserInfo): void {
      if (user_id !== undefined) removeById.run(config, user_id);
      else if (user_name !== undefined) removeByName.run(config, user_name);
    },
  };
}

function nameColumns({ user_name }: UserInfo): [name: string | null, lower: string | null] {
  return [user_name ?? null, user_name?.toLowerCase() ?? null];
}

function toUser(row: unknown): UserInfo {
  // The columns of the two SELECTs above.
  const { user_id, user_name } = row as Row;
  return {
    ...(user_id !== null && { user_id }),
    ...(user_name !== null && { user_name }),
  };
}
