import type { Defect } from "../defect.ts";

const users = "store/sqlite/users.js";
const inPostgres = "store/postgres/users.js";
const search = "store/sqlite/search.js";
const configs = "store/sqlite/config-list.js";

/** What may be wrong with the lists of a service. */
export const lists: readonly Defect[] = [
  {
    name: "begin one entry late",
    patches: [
      {
        file: users,
        from: "counted.locate(config, offset)",
        to: "counted.locate(config, offset + 1)",
      },
    ],
    inPostgres: [
      {
        file: inPostgres,
        from: "OFFSET (SELECT skip::bigint FROM narrow)",
        to: "OFFSET (SELECT skip::bigint + 1 FROM narrow)",
      },
    ],
    caughtBy: {
      workflows: /^exempt-users\/list: .*non_migrate_users\/0\/user_id == 'u1'.*\[\{"user_id":"u2"/,
    },
  },
  {
    name: "are one entry too long",
    patches: [
      {
        file: users,
        from: "page.get(config, start.place, limit,",
        to: "page.get(config, start.place, limit + 1,",
      },
    ],
    inPostgres: [
      { file: inPostgres, from: "LIMIT $4 OFFSET (SELECT", to: "LIMIT $4 + 1 OFFSET (SELECT" },
    ],
    caughtBy: {
      workflows:
        /^exempt-users\/page: .*length\(@\.non_migrate_users\) == 2.*limit=2 was answered 200/,
    },
  },
  {
    name: "of configurations are one too long",
    patches: [
      {
        file: configs,
        from: "ORDER BY seq ${limitTo} OFFSET ?",
        to: "ORDER BY seq ${limitTo} + 1 OFFSET ?",
      },
    ],
    inPostgres: [
      {
        file: "store/postgres/configs.js",
        from: "ORDER BY seq LIMIT $2",
        to: "ORDER BY seq LIMIT $2 + 1",
      },
    ],
    caughtBy: {
      workflows: /^configurations\/listOne: .*length\(@\.items\) == 1.*answered 200/,
    },
  },
  {
    name: "hold what other projects have",
    patches: [
      {
        file: configs,
        from: "FROM configs WHERE project_id = ?",
        to: "FROM configs WHERE ? <> ''",
      },
      {
        file: "store/config-row.js",
        from: "...configOf(row), project_id }",
        to: '...configOf(row), project_id: project_id.replace("a", "b") }',
      },
    ],
    caughtBy: {
      workflows: /^configurations\/list: .*@\.project_id != .*answered 200 .*"project_id":"b4da/,
    },
  },
  {
    name: "filter by case",
    patches: [{ file: search, from: "const folded = foldName(text);", to: "const folded = text;" }],
    inPostgres: [{ file: inPostgres, from: "foldName(nameFilter)", to: "nameFilter" }],
    caughtBy: {
      workflows: /^exempt-users\/filter: .*total_count == 2.*\{"total_count":0/,
    },
  },
  {
    name: "filter by case beyond ASCII",
    patches: [
      {
        file: search,
        from: "const folded = foldName(text);",
        to: "const folded = text.replace(/[A-Z]/g, (a) => a.toLowerCase());",
      },
    ],
    inPostgres: [
      {
        file: inPostgres,
        from: "foldName(nameFilter)",
        to: "nameFilter.replace(/[A-Z]/g, (a) => a.toLowerCase())",
      },
    ],
    caughtBy: {
      workflows: /^exempt-users\/filterPage: .*total_count == 2.*\{"total_count":0/,
    },
  },
  {
    name: "take a character of the filter for a pattern",
    patches: [
      { file: search, from: "instr(name_folded, ?) > 0", to: "name_folded LIKE '%' || ? || '%'" },
    ],
    inPostgres: [
      {
        file: inPostgres,
        from: "strpos(folded_name, $5) > 0",
        to: "folded_name LIKE '%' || $5 || '%'",
      },
    ],
    caughtBy: {
      workflows: /^exempt-users\/filterPercent: .*total_count == 1.*\{"total_count":4/,
    },
  },
  {
    name: "count the page for the total",
    patches: [
      {
        file: search,
        from: "usersAnswer(total, found)",
        to: "usersAnswer(JSON.parse(found).length, found)",
      },
    ],
    inPostgres: [
      { file: inPostgres, from: "(SELECT count(*) FROM found)", to: "(SELECT count(*) FROM page)" },
    ],
    caughtBy: {
      workflows: /^exempt-users\/filterPage: .*total_count == 2.*\{"total_count":1/,
    },
  },
  {
    name: "come in the order of names",
    patches: [
      {
        file: users,
        from: "AND seq >= ? ORDER BY seq",
        to: "AND seq >= ? ORDER BY user_name",
      },
    ],
    inPostgres: [
      {
        file: inPostgres,
        from: "FROM top), place, user_id, user_name\n  FROM config LEFT JOIN page ON true ORDER BY place",
        to: "FROM top), place, user_id, user_name\n  FROM config LEFT JOIN page ON true ORDER BY user_name NULLS FIRST",
      },
    ],
    caughtBy: {
      workflows: /^exempt-users\/list: .*non_migrate_users\/0\/user_id == 'u1'.*\[\{"user_id":"u4"/,
    },
  },
];
