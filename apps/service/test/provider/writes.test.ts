import { expectCaught } from "./expect-caught.ts";

const users = "store/sqlite/users.js";
const store = "store/sqlite/sqlite-store.js";

expectCaught("writes", [
  {
    name: "remove all that come after the user, too",
    patches: [
      {
        file: users,
        from: "DELETE FROM users WHERE config = ? AND seq = ?",
        to: "DELETE FROM users WHERE config = ? AND seq >= ?",
      },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "remove nobody by name",
    patches: [
      { file: users, from: "else if (user_name !== undefined) {", to: "else if (false) {" },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "move an entry that is overwritten to the end",
    patches: [
      {
        file: users,
        from: "removeAt(nameOnly);\n                        overwriteAt(own, user);",
        to: "removeAt(nameOnly);\n                        removeAt(own);\n                        append(user);",
      },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "keep a name twice, with an id and without",
    patches: [{ file: users, from: "else if (nameOnly !== undefined) {", to: "else if (false) {" }],
    caughtBy: ["workflows"],
  },
  {
    name: "answer settings that they do not store",
    patches: [
      {
        file: store,
        from: "SET enable = ?, exit_num = ? WHERE",
        to: "SET enable = ?, exit_num = min(exit_num, ?) WHERE",
      },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "change every configuration of the project",
    patches: [
      { file: store, from: "exit_num = ? WHERE id = ? AND", to: "exit_num = ? WHERE ? <> '' AND" },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "forget the users of a new configuration",
    patches: [
      { file: store, from: "config.non_migrate_users?.forEach(add)", to: "[].forEach(add)" },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
]);
