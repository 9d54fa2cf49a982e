import type { DatabaseSync } from "node:sqlite";

import type { UserInfo } from "@hotspot-session/types";

import type { Page } from "../store.ts";
import { counts } from "./counts.ts";

/** The exempt users of the configurations, by the configuration's `seq`. Called in a transaction. */
export function users(database: DatabaseSync) {
  const counted = counts(database);
  const page = database.prepare(
    "SELECT user_id, user_name FROM users WHERE config = ? AND seq >= ? ORDER BY seq LIMIT ? OFFSET ?",
  );
  const last = database.prepare("SELECT max(seq) AS seq FROM users WHERE config = ?");
  const byId = database.prepare("SELECT seq FROM users WHERE config = ? AND user_id = ?");
  // Named, as SQLite would rather read the whole configuration, which is sorted already.
  const byName = database.prepare(
    "SELECT seq FROM users INDEXED BY users_by_name WHERE config = ? AND user_name = ? LIMIT 1",
  );
  const byNameOnly = database.prepare(
    "SELECT seq FROM users INDEXED BY users_by_name_only WHERE config = ? AND user_name = ? AND user_id IS NULL",
  );
  const insert = database.prepare(
    "INSERT INTO users (config, seq, user_id, user_name, name_lower) VALUES (?, ?, ?, ?, ?)",
  );
  const overwrite = database.prepare(
    "UPDATE users SET user_id = ?, user_name = ?, name_lower = ? WHERE config = ? AND seq = ?",
  );
  const remove = database.prepare("DELETE FROM users WHERE config = ? AND seq = ?");
  const removeByName = database.prepare(
    "DELETE FROM users INDEXED BY users_by_name WHERE config = ? AND user_name = ? RETURNING seq",
  );

  return {
    /** How many there are in all. */
    total: (config: number) => counted.total(config),

    /** A page of them, at a cost that does not grow with its offset. */
    list(config: number, { offset, limit }: Page): UserInfo[] {
      const start = counted.locate(config, offset);
      return start === undefined
        ? []
        : page.all(config, start.seq, limit, start.skip).map((row) => toUser(row));
    },

    /** Applies changes one after the other; what they change is counted once, at the end. */
    change(config: number, change: (editor: Editor) => void): void {
      let next = (seqOf(last.get(config)) ?? -1) + 1;
      const firstAppended = next;
      const removed: number[] = [];

      function append(user: UserInfo): void {
        insert.run(config, next++, user.user_id ?? null, ...nameColumns(user));
      }
      function overwriteAt(seq: number, user: UserInfo): void {
        const [name, lower] = nameColumns(user);
        overwrite.run(user.user_id ?? null, name, lower, config, seq);
      }
      function removeAt(seq: number | undefined): void {
        if (seq === undefined) return;
        remove.run(config, seq);
        removed.push(seq);
      }

      change({
        add(user) {
          const { user_id, user_name } = user;
          if (user_id === undefined) {
            if (user_name === undefined) return;
            if (byName.get(config, user_name) === undefined) append(user);
            return;
          }
          const own = seqOf(byId.get(config, user_id));
          const nameOnly =
            user_name === undefined ? undefined : seqOf(byNameOnly.get(config, user_name));
          if (own !== undefined) {
            removeAt(nameOnly);
            overwriteAt(own, user);
          } else if (nameOnly !== undefined) {
            overwriteAt(nameOnly, user);
          } else {
            append(user);
          }
        },
        remove({ user_id, user_name }) {
          if (user_id !== undefined) removeAt(seqOf(byId.get(config, user_id)));
          else if (user_name !== undefined) {
            for (const row of removeByName.all(config, user_name)) removed.push(Number(row["seq"]));
          }
        },
      });
      counted.added(config, firstAppended, next - firstAppended);
      counted.removed(config, removed);
    },
  };
}

/** Adds and removes by the contract's rules on the identity of entries. */
export interface Editor {
  add(user: UserInfo): void;
  remove(user: UserInfo): void;
}

function seqOf(row: Record<string, unknown> | undefined): number | undefined {
  return typeof row?.["seq"] === "number" ? row["seq"] : undefined;
}

function nameColumns({ user_name }: UserInfo): [name: string | null, lower: string | null] {
  return [user_name ?? null, user_name?.toLowerCase() ?? null];
}

/** A row of `user_id, user_name`, without the one that it does not have. */
export function toUser(row: Record<string, unknown>): UserInfo {
  const { user_id, user_name } = row as { user_id: string | null; user_name: string | null };
  if (user_id === null) return user_name === null ? {} : { user_name };
  return user_name === null ? { user_id } : { user_id, user_name };
}
