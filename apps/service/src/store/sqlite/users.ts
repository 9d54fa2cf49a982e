import type { DatabaseSync } from "node:sqlite";

import type { UserInfo } from "@hotspot-session/types";

import {
  type Found,
  type Lookup,
  lookupFor,
  nothingFound,
  planAdditions,
  type Row,
} from "../entries/additions.ts";
import type { Entry } from "../entries/entry.ts";
import { rangeChanges } from "../entries/ranges.ts";
import { removalsOf } from "../entries/removals.ts";
import type { Page } from "../store.ts";
import { ranges } from "./ranges.ts";
import { prepare } from "./statement.ts";

/** How many rows a statement writes: more do not make it faster. SQLite takes JSON apart slowly. */
const together = 50;

/** A row of `users` as JSON, as an expression. */
export const userJson = `CASE
  WHEN user_id IS NULL THEN json_object('user_name', user_name)
  WHEN user_name IS NULL THEN json_object('user_id', user_id)
  ELSE json_object('user_id', user_id, 'user_name', user_name) END`;

/**
 * The JSON array of a subquery's rows of `user`, as an expression. In bytes: Node makes text of those
 * three times as fast where it is not ASCII.
 */
export const usersJson = "CAST('[' || coalesce(group_concat(user), '') || ']' AS BLOB)";

/** For `LIMIT ?` SQLite compiles the whole statement again each time that a value is bound to it. */
export const limitTo = "LIMIT ? + 0";

/** Text that a statement returns in bytes. */
export const textOf = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? "[]" : decoder.decode(bytes);

const decoder = new TextDecoder();

/** The users of the configurations, by the configuration's `seq`. Called within a transaction. */
export function users(database: DatabaseSync) {
  const counted = ranges(database);
  const page = prepare<readonly [json: Uint8Array]>(
    database,
    `SELECT ${usersJson} FROM (SELECT ${userJson} AS user
     FROM users WHERE config = ? AND seq >= ? ORDER BY seq ${limitTo} OFFSET ?)`,
  );
  // Without numbers at their parameters, which the first releases of Node 24 do not bind.
  // CROSS JOIN and INDEXED BY: SQLite would otherwise rather read the whole configuration.
  const find = prepare<readonly [place: number, id: string | null, name: string | null]>(
    database,
    `SELECT seq, user_id, user_name
     FROM json_each(?) AS wanted CROSS JOIN users INDEXED BY users_by_id
     ON config = ? AND user_id = wanted.value
     UNION ALL
     SELECT seq, user_id, user_name
     FROM json_each(?) AS wanted CROSS JOIN users INDEXED BY users_by_name_only
     ON config = ? AND user_name = wanted.value AND user_id IS NULL`,
  );
  const findElsewhere = database.prepare(
    `SELECT value AS name FROM json_each(?) WHERE EXISTS (
       SELECT 1 FROM users INDEXED BY users_by_name
       WHERE config = ? AND user_name = value AND user_id NOT IN (SELECT value FROM json_each(?)))`,
  );
  const nextPlace = database.prepare(
    "SELECT coalesce(max(seq) + 1, 0) AS place FROM users WHERE config = ?",
  );
  const putOne = database.prepare(putting(1));
  const putMany = database.prepare(putting(together));
  const removeAt = database.prepare(
    "DELETE FROM users WHERE config = ? AND seq IN (SELECT value FROM json_each(?))",
  );
  const removeById = database.prepare(
    `DELETE FROM users INDEXED BY users_by_id
     WHERE config = ? AND user_id IN (SELECT value FROM json_each(?)) RETURNING seq AS place`,
  );
  const removeByName = database.prepare(
    `DELETE FROM users INDEXED BY users_by_name
     WHERE config = ? AND user_name IN (SELECT value FROM json_each(?)) RETURNING seq AS place`,
  );

  function look(config: number, { ids, names, namesAlone }: Lookup): Found {
    const wanted = JSON.stringify(ids);
    const entries = find
      .all(wanted, config, JSON.stringify(names), config)
      .map(([place, user_id, user_name]): Entry => ({ place, user_id, user_name }));
    const elsewhere =
      namesAlone.length === 0 ? [] : findElsewhere.all(JSON.stringify(namesAlone), config, wanted);
    return {
      entries,
      namesElsewhere: elsewhere.map(({ name }) => String(name)),
      nextPlace: Number(nextPlace.get(config)?.["place"]),
    };
  }

  function addTo(config: number, added: readonly UserInfo[], found: Found): readonly Row[] {
    const { removals, overwritten, appended } = planAdditions(added, found);
    if (removals.length > 0) removeAt.run(config, JSON.stringify(removals));
    const rows = [...overwritten, ...appended];
    putAll(config, rows);
    counted.apply(
      config,
      rangeChanges(
        appended.map(({ place }) => place),
        removals,
      ),
    );
    return rows;
  }

  function putAll(config: number, rows: readonly Row[]): void {
    const valuesOf = (row: Row) =>
      [config, row.place, row.user_id, row.user_name, row.folded_name] as const;
    const inMany = rows.length - (rows.length % together);
    for (let from = 0; from < inMany; from += together) {
      putMany.run(...rows.slice(from, from + together).flatMap(valuesOf));
    }
    for (const row of rows.slice(inMany)) putOne.run(...valuesOf(row));
  }

  return {
    /** The users of a page as a JSON array. */
    page(config: number, { offset, limit }: Page): string {
      const start = counted.locate(config, offset);
      if (start === undefined) return "[]";
      return textOf(page.get(config, start.place, limit, start.skip)?.[0]);
    },

    /** @returns the users as they are stored, in their order */
    addToNew: (config: number, added: readonly UserInfo[]) => addTo(config, added, nothingFound),

    add(config: number, added: readonly UserInfo[]): void {
      addTo(config, added, look(config, lookupFor(added)));
    },

    remove(config: number, removed: readonly UserInfo[]): void {
      const { ids, names } = removalsOf(removed);
      const rows = [
        ...(ids.length > 0 ? removeById.all(config, JSON.stringify(ids)) : []),
        ...(names.length > 0 ? removeByName.all(config, JSON.stringify(names)) : []),
      ];
      const places = rows.map(({ place }) => Number(place));
      counted.apply(config, rangeChanges([], places));
    },
  };
}

/** Writes this number of rows, each in the place of an existing one or a new one. */
const putting = (rows: number) =>
  `INSERT INTO users (config, seq, user_id, user_name, name_folded)
   VALUES ${Array.from({ length: rows }, () => "(?, ?, ?, ?, ?)").join()}
   ON CONFLICT (config, seq) DO UPDATE SET
     user_id = excluded.user_id, user_name = excluded.user_name, name_folded = excluded.name_folded`;
