import type { HotspotSessionMigrationConfig, UserInfo } from "@hotspot-session/types";

import { configColumns, configOf, type ConfigRow, jsonBeforeUsers } from "../config-row.ts";
import { userOf } from "../entries/entry.ts";
import { topLevel } from "../entries/ranges.ts";
import { embeddedUsers, type Page } from "../store.ts";
import type { Statement, Value } from "./transaction.ts";

/** A list that embeds more users than one configuration can is read in parts. */
const smallList = embeddedUsers;

const columns = configColumns.join();

/** Its last parameters are the row of a configuration. */
export const insertConfig: Statement = {
  name: "insert-config",
  text: `INSERT INTO configs (project_id, seq, next_place, ${columns})
    VALUES ($1, $2, $3, ${configColumns.map((_, index) => `$${index + 4}`).join()})`,
};

const pageOfConfigs = `SELECT seq, ${columns}, least(${embeddedUsers}, coalesce((
    SELECT sum(n) FROM ranges r
    WHERE r.project_id = configs.project_id AND r.config = configs.seq AND r.level = ${topLevel}
  ), 0)) AS embedded FROM configs WHERE project_id = $1 ORDER BY seq LIMIT $2 OFFSET $3`;

/** The configurations of a page without their users. */
export const configsAlone: Statement = {
  name: "configs-alone",
  text: `SELECT seq, ${columns} FROM (${pageOfConfigs}) AS page
    ORDER BY seq`,
};

/**
 * The configurations of a page: a row for each user that they embed, and one for a configuration
 * without users. If they embed too many for one answer, there are no users, but their number.
 */
export const configsWithUsers: Statement = {
  name: "configs-with-users",
  text: `WITH page AS MATERIALIZED (${pageOfConfigs}),
    size AS (SELECT coalesce(sum(embedded), 0)::integer AS users FROM page)
  SELECT seq, size.users, place, user_id, user_name, ${columns}
  FROM page CROSS JOIN size LEFT JOIN LATERAL (
    SELECT place, user_id, user_name FROM users
    WHERE project_id = $1 AND config = page.seq AND size.users <= ${smallList}
    ORDER BY place LIMIT ${embeddedUsers}
  ) AS embedded ON true ORDER BY seq, place`,
};

export type ListRow = [
  seq: number,
  embedded: number,
  place: number | null,
  user_id: string | null,
  user_name: string | null,
  ...config: ConfigRow,
];

/** The configurations of a page; `undefined` where they embed too many users for one answer. */
export function smallListOf(
  projectId: string,
  rows: readonly ListRow[],
): HotspotSessionMigrationConfig[] | undefined {
  const items: HotspotSessionMigrationConfig[] = [];
  let last: number | undefined;
  let users: UserInfo[] = [];
  for (const row of rows) {
    const [seq, embedded, place, user_id, user_name] = row;
    if (embedded > smallList) return undefined;
    if (seq !== last) {
      const [, , , , , ...config] = row;
      users = [];
      items.push({ ...configOf(config), project_id: projectId, non_migrate_users: users });
    }
    last = seq;
    if (place !== null) users.push(userOf({ user_id, user_name }));
  }
  return items;
}

const usersAfter: Statement = {
  name: "users-after",
  text: `SELECT place, user_id, user_name FROM users
    WHERE project_id = $1 AND config = $2 AND place > $3 ORDER BY place LIMIT $4`,
};

/** How many users are read at a time. */
const usersAtATime = 200;
/** How long a part may become, in UTF-16 code units: at most three times as many bytes. */
const partLength = 16 * 1024;

/** Runs a statement within one moment of the database. */
export type Query = <Row extends unknown[]>(
  statement: Statement,
  values: readonly Value[],
) => Promise<Row[]>;

/** The JSON of a large list, in parts; every part but the last is of about {@link partLength}. */
export async function* largeListOf(
  query: Query,
  projectId: string,
  page: Page,
): AsyncGenerator<string, undefined> {
  let part = "";
  for await (const text of textsOf(query, projectId, page)) {
    part += text;
    if (part.length < partLength) continue;
    yield part;
    part = "";
  }
  yield part;
  return undefined;
}

async function* textsOf(
  query: Query,
  projectId: string,
  { offset, limit }: Page,
): AsyncGenerator<string> {
  yield '{"items":[';
  let between = "";
  const rows = await query<[seq: number, ...ConfigRow]>(configsAlone, [projectId, limit, offset]);
  for (const [seq, ...row] of rows) {
    yield `${between}${jsonBeforeUsers(projectId, row)}[`;
    yield* usersOf(query, projectId, seq);
    yield "]}";
    between = ",";
  }
  yield "]}";
}

async function* usersOf(query: Query, projectId: string, config: number): AsyncGenerator<string> {
  let left = embeddedUsers;
  let place = -1;
  while (left > 0) {
    const count = Math.min(left, usersAtATime);
    const users = await query<[place: number, id: string | null, name: string | null]>(usersAfter, [
      projectId,
      config,
      place,
      count,
    ]);
    for (const [at, user_id, user_name] of users) {
      yield (place === -1 ? "" : ",") + JSON.stringify(userOf({ user_id, user_name }));
      place = at;
    }
    left = users.length < count ? 0 : left - users.length;
  }
}
