import type { Defect } from "../defect.ts";

const users = "store/sqlite/users.js";
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
    caughtBy: {
      workflows: /non_migrate_users\/0\/user_id == 'u1'.*\[\{"user_id":"u2"/,
      "generated requests":
        /ListNonMigrationUsers 200\.non_migrate_users is declared, and no answer has filled it/,
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
        from: "ORDER BY seq LIMIT ? OFFSET ?",
        to: "ORDER BY seq LIMIT ? + 1 OFFSET ?",
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
        from: "WHERE project_id = ? ORDER",
        to: "WHERE ? <> '' ORDER",
      },
      {
        file: configs,
        from: "JSON.stringify(projectId)",
        to: 'JSON.stringify(projectId.replace("a", "b"))',
      },
    ],
    caughtBy: {
      workflows: /^configurations\/list: .*@\.project_id != .*answered 200 .*"project_id":"b4da/,
    },
  },
  {
    name: "filter by case",
    patches: [{ file: search, from: "const folded = foldName(text);", to: "const folded = text;" }],
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
    caughtBy: {
      workflows: /^exempt-users\/filterPage: .*total_count == 2.*\{"total_count":0/,
    },
  },
  {
    name: "take a character of the filter for a pattern",
    patches: [
      { file: search, from: "instr(name_folded, ?) > 0", to: "name_folded LIKE '%' || ? || '%'" },
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
    caughtBy: {
      workflows: /^exempt-users\/filterPage: .*total_count == 2.*\{"total_count":1/,
    },
  },
  {
    name: "come in the order of names",
    patches: [
      {
        file: users,
        from: "AND seq >= ? ORDER BY seq LIMIT",
        to: "AND seq >= ? ORDER BY user_name LIMIT",
      },
    ],
    caughtBy: {
      workflows: /^exempt-users\/list: .*non_migrate_users\/0\/user_id == 'u1'.*\[\{"user_id":"u4"/,
    },
  },
];
