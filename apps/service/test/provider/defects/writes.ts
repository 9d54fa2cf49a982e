import type { Defect } from "../defect.ts";

const users = "store/sqlite/users.js";
const additions = "store/entries/additions.js";
const configs = "store/sqlite/configs.js";
const settingsInPostgres = "store/postgres/settings.js";
const inPostgres = "store/postgres/postgres-store.js";
const store = "store/sqlite/sqlite-store.js";

/** What may be wrong with the writes of a service. */
export const writes: readonly Defect[] = [
  {
    name: "remove users of other ids, too",
    patches: [
      {
        file: users,
        from: "AND user_id IN (SELECT value FROM json_each(?)) RETURNING",
        to: "AND user_id >= (SELECT min(value) FROM json_each(?)) RETURNING",
      },
    ],
    inPostgres: [
      {
        file: "store/postgres/users.js",
        from: "user_id = wanted.id LIMIT 1) AS found\n      UNION ALL",
        to: "user_id >= wanted.id OFFSET 0) AS found\n      UNION ALL",
      },
    ],
    caughtBy: {
      workflows: /^exempt-users\/listRemoved: .*total_count == 3.*\{"total_count":0/,
    },
  },
  {
    name: "remove nobody by name",
    patches: [
      { file: "store/entries/removals.js", from: "names.add(user_name)", to: "void user_name" },
    ],
    caughtBy: {
      workflows: /^exempt-users\/listRemoved: .*\{"total_count":4,.*"user_id":"u5"/,
    },
  },
  {
    name: "move an entry that is overwritten to the end",
    patches: [
      {
        file: additions,
        from: "put(existing, user);",
        to: "{ index(existing, -1); drafts.delete(existing); removals.push(existing.stored.place); append(user); }",
      },
    ],
    caughtBy: {
      workflows:
        /^exempt-users\/listRenamed: .*non_migrate_users\/1\/user_id == 'u2'.*\{"total_count":5/,
    },
  },
  {
    name: "keep a name twice, with an id and without",
    patches: [{ file: additions, from: "own ?? nameOnly;", to: "own;" }],
    caughtBy: {
      workflows: /^exempt-users\/listRenamed: .*total_count == 5.*\{"total_count":6/,
    },
  },
  {
    name: "answer settings that they do not store",
    patches: [
      {
        file: configs,
        from: "...settingsRow(settings)",
        to: "...settingsRow({ ...settings, hotspot_exit_session_num: 2 })",
      },
      {
        file: configs,
        from: "return row && configOf(row);",
        to: "return row && { ...configOf(row), ...settings };",
      },
    ],
    inPostgres: [
      {
        file: settingsInPostgres,
        from: "{ id, enable, exit_num }",
        to: "{ id, enable, exit_num: 2 }",
      },
      {
        file: settingsInPostgres,
        from: "return configOf(changed);",
        to: "return { ...configOf(changed), ...to };",
      },
    ],
    caughtBy: {
      workflows:
        /^configurations\/listUpdated: .*hotspot_exit_session_num == 100.*"hotspot_exit_session_num":2/,
    },
  },
  {
    name: "change every configuration of the project",
    patches: [
      {
        file: configs,
        from: ".join()})\n     WHERE id = ?",
        to: ".join()})\n     WHERE ? <> ''",
      },
      { file: configs, from: "FROM configs WHERE id = ?`", to: "FROM configs WHERE ? <> ''`" },
    ],
    inPostgres: [
      {
        file: settingsInPostgres,
        from: "configs.ctid = unlocked.address AND configs.id = changed.id",
        to: "changed.id <> ''",
      },
      {
        file: settingsInPostgres,
        from: "WHERE project_id = $1 AND id = $2 RETURNING",
        to: "WHERE project_id = $1 AND $2 <> '' RETURNING",
      },
    ],
    caughtBy: {
      // In the project of other nets, the answer to the update may be another configuration of theirs.
      workflows:
        /^configurations\/listUpdated: .*createWithoutUsers.*hotspot_exit_session_num == 0.*answered 200|^configurations\/update: .*\/id == \$steps\.create\.outputs\.id/,
      "generated requests": /^PATCH .*answered 200 [^]*expected 200 to be 404/,
    },
  },
  {
    name: "forget the users of a new configuration",
    patches: [{ file: store, from: "addToNew(seq, non_migrate_users)", to: "addToNew(seq, [])" }],
    inPostgres: [
      { file: inPostgres, from: "planAdditions(non_migrate_users,", to: "planAdditions([]," },
    ],
    caughtBy: {
      workflows:
        /^configurations\/create: .*non_migrate_users\/0\/user_id == 'u1'.*"non_migrate_users":\[\]/,
    },
  },
];
