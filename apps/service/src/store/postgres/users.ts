import type { ListNonMigrationUsersResponse, UserInfo } from "@hotspot-session/types";

import { type Found, lookupFor, type Plan, planAdditions } from "../entries/additions.ts";
import { type Entry, userOf } from "../entries/entry.ts";
import { foldName } from "../entries/fold-name.ts";
import { type RangeChange, rangeChanges, topLevel, widthOf } from "../entries/ranges.ts";
import { removalsOf } from "../entries/removals.ts";
import type { Page } from "../store.ts";
import type { Connections } from "./connections.ts";
import { read, type Statement, type Transaction } from "./transaction.ts";

/** A configuration, as the first parameters of the statements below. */
export type ConfigKey = readonly [projectId: string, config: number];

/**
 * Of the ranges of a level within that of the level above, the one that has the entry with `skip`
 * others before it. What is above is read first: as part of a join it could be read last.
 */
const within = (level: 0 | 1, above: string) => `
  SELECT first, (SELECT skip FROM ${above}) - before AS skip FROM (
    SELECT first, sum(n) OVER (ORDER BY first) - n AS before FROM ranges
    WHERE project_id = $1 AND config = (SELECT seq FROM config) AND level = ${level}
    AND first >= (SELECT first FROM ${above})
    AND first < (SELECT first FROM ${above}) + ${widthOf(level === 0 ? 1 : 2)}) AS inside
  WHERE before <= (SELECT skip FROM ${above}) ORDER BY first DESC LIMIT 1`;

/** One row with the total at least, if there is such a configuration; one for each user of the page. */
const pageOfUsers: Statement = {
  name: "page-of-users",
  text: `WITH
    config AS MATERIALIZED (SELECT seq FROM configs WHERE project_id = $1 AND id = $2),
    top AS MATERIALIZED (
      SELECT first, n, sum(n) OVER (ORDER BY first) - n AS before FROM ranges
      WHERE project_id = $1 AND config = (SELECT seq FROM config) AND level = ${topLevel}),
    wide AS MATERIALIZED (
      SELECT first, $3::bigint - before AS skip FROM top WHERE before <= $3 ORDER BY first DESC LIMIT 1),
    middle AS MATERIALIZED (${within(1, "wide")}),
    narrow AS MATERIALIZED (${within(0, "middle")}),
    page AS (
      SELECT place, user_id, user_name FROM users
      WHERE project_id = $1 AND config = (SELECT seq FROM config) AND place >= (SELECT first FROM narrow)
      ORDER BY place LIMIT $4 OFFSET (SELECT skip::bigint FROM narrow))
  SELECT (SELECT coalesce(sum(n), 0)::bigint FROM top), place, user_id, user_name
  FROM config LEFT JOIN page ON true ORDER BY place`,
};

const matchingUsers: Statement = {
  name: "matching-users",
  text: `WITH
    config AS MATERIALIZED (SELECT seq FROM configs WHERE project_id = $1 AND id = $2),
    found AS MATERIALIZED (
      SELECT place, user_id, user_name FROM users
      WHERE project_id = $1 AND config = (SELECT seq FROM config) AND strpos(folded_name, $5) > 0
      ORDER BY place),
    page AS (SELECT place, user_id, user_name FROM found ORDER BY place LIMIT $4 OFFSET $3)
  SELECT (SELECT count(*) FROM found), place, user_id, user_name
  FROM config LEFT JOIN page ON true ORDER BY place`,
};

type UserRow = [
  total: number,
  place: number | null,
  user_id: string | null,
  user_name: string | null,
];

/** A page of the users whose name contains a text, or of all; `undefined` without such a configuration. */
export async function listUsers(
  connections: Connections,
  projectId: string,
  configId: string,
  nameFilter: string,
  { offset, limit }: Page,
): Promise<ListNonMigrationUsersResponse | undefined> {
  const key = [projectId, configId, offset, limit];
  const rows = await (nameFilter === ""
    ? read<UserRow>(connections, pageOfUsers, key)
    : read<UserRow>(connections, matchingUsers, [...key, foldName(nameFilter)]));
  const [first] = rows;
  if (first === undefined) return undefined;
  return {
    total_count: first[0],
    non_migrate_users: rows.flatMap(([, place, user_id, user_name]) =>
      place === null ? [] : [userOf({ user_id, user_name })],
    ),
  };
}

/*
 * What finds rows by a list of keys looks up one key after the other in the index of these keys:
 * the LIMIT keeps the planner from turning this into a scan of the configuration, which without
 * statistics it takes for small. Rows are then removed by their physical address, which does not
 * change while the row of the configuration is locked.
 */

/** Tells apart the same address in several partitions; as an expression it leads to no index. */
const inProject = "users.project_id || '' = $1";

const find: Statement = {
  name: "find-users",
  text: `SELECT found.place, found.user_id, found.user_name
    FROM unnest($3::text[]) AS wanted (id) CROSS JOIN LATERAL (
      SELECT place, user_id, user_name FROM users
      WHERE project_id = $1 AND config = $2 AND user_id = wanted.id LIMIT 1) AS found
    UNION ALL
    SELECT found.place, found.user_id, found.user_name
    FROM unnest($4::text[]) AS wanted (name) CROSS JOIN LATERAL (
      SELECT place, user_id, user_name FROM users
      WHERE project_id = $1 AND config = $2 AND user_name = wanted.name AND user_id IS NULL
      LIMIT 1) AS found
    UNION ALL
    SELECT -1, NULL, wanted.name
    FROM unnest($5::text[]) AS wanted (name) CROSS JOIN LATERAL (
      SELECT FROM users WHERE project_id = $1 AND config = $2 AND user_name = wanted.name
      AND user_id IS NOT NULL AND user_id <> ALL ($3) LIMIT 1) AS found`,
};
const put: Statement = {
  name: "put-users",
  text: `INSERT INTO users (project_id, config, place, user_id, user_name, folded_name)
    SELECT $1, $2, place, user_id, user_name, folded_name FROM json_to_recordset($3)
    AS row (place bigint, user_id text, user_name text, folded_name text)
    ON CONFLICT (project_id, config, place) DO UPDATE SET
    user_id = excluded.user_id, user_name = excluded.user_name, folded_name = excluded.folded_name`,
};
const setNextPlace: Statement = {
  name: "set-next-place",
  text: "UPDATE configs SET next_place = $3 WHERE project_id = $1 AND seq = $2",
};
const removeAt: Statement = {
  name: "remove-users-at",
  text: `DELETE FROM users USING (
      SELECT found.address FROM unnest($3::bigint[]) AS wanted (place) CROSS JOIN LATERAL (
        SELECT ctid AS address FROM users
        WHERE project_id = $1 AND config = $2 AND place = wanted.place LIMIT 1) AS found
    ) AS found WHERE users.ctid = found.address AND ${inProject}`,
};
const removeMatching: Statement = {
  name: "remove-matching-users",
  text: `DELETE FROM users USING (
      SELECT found.address FROM unnest($3::text[]) AS wanted (id) CROSS JOIN LATERAL (
        SELECT ctid AS address FROM users
        WHERE project_id = $1 AND config = $2 AND user_id = wanted.id LIMIT 1) AS found
      UNION ALL
      SELECT found.address FROM unnest($4::text[]) AS wanted (name) CROSS JOIN LATERAL (
        SELECT ctid AS address FROM users
        WHERE project_id = $1 AND config = $2 AND user_name = wanted.name OFFSET 0) AS found
    ) AS found WHERE users.ctid = found.address AND ${inProject} RETURNING users.place`,
};
// A range that comes to 0 stays: there are at most 64 of a level where a page looks.
const changeRanges: Statement = {
  name: "change-ranges",
  text: `INSERT INTO ranges (project_id, config, level, first, n)
    SELECT $1, $2, level, first, n FROM json_to_recordset($3)
    AS change (level integer, first bigint, n bigint)
    ON CONFLICT (project_id, config, level, first) DO UPDATE SET n = ranges.n + excluded.n`,
};

/** What finds users, for a test of how many rows it reads. */
export const statements = { pageOfUsers, find, removeAt, removeMatching };

/** Adds users to a configuration whose row is locked. */
export async function addUsers(
  transaction: Transaction,
  key: ConfigKey,
  nextPlace: number,
  users: readonly UserInfo[],
): Promise<void> {
  const { ids, names, namesAlone } = lookupFor(users);
  const rows = await transaction.query<[place: number, id: string | null, name: string | null]>(
    find,
    [...key, ids, names, namesAlone],
  );
  const entries: Entry[] = [];
  const namesElsewhere: string[] = [];
  for (const [place, user_id, user_name] of rows) {
    if (place >= 0) entries.push({ place, user_id, user_name });
    else if (user_name !== null) namesElsewhere.push(user_name);
  }
  const found: Found = { entries, namesElsewhere, nextPlace };
  writePlan(transaction, key, nextPlace, planAdditions(users, found));
}

/**
 * Sends what a plan says, without waiting.
 *
 * @param nextPlace the configuration's so far; `undefined` where its row has the new one already
 */
export function writePlan(
  transaction: Transaction,
  key: ConfigKey,
  nextPlace: number | undefined,
  { removals, overwritten, appended }: Plan,
): void {
  if (removals.length > 0) transaction.send(removeAt, [...key, removals]);
  const rows = [...overwritten, ...appended];
  if (rows.length > 0) transaction.send(put, [...key, JSON.stringify(rows)]);
  if (nextPlace !== undefined && appended.length > 0) {
    transaction.send(setNextPlace, [...key, nextPlace + appended.length]);
  }
  const places = appended.map(({ place }) => place);
  applyToRanges(transaction, key, rangeChanges(places, removals));
}

/** Removes users from a configuration whose row is locked. */
export async function removeUsers(
  transaction: Transaction,
  key: ConfigKey,
  users: readonly UserInfo[],
): Promise<void> {
  const { ids, names } = removalsOf(users);
  const removed = await transaction.query<[place: number]>(removeMatching, [...key, ids, names]);
  const places = removed.map(([place]) => place);
  applyToRanges(transaction, key, rangeChanges([], places));
}

function applyToRanges(
  transaction: Transaction,
  key: ConfigKey,
  changes: readonly RangeChange[],
): void {
  if (changes.length > 0) transaction.send(changeRanges, [...key, JSON.stringify(changes)]);
}
