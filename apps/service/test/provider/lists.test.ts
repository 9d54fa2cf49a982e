import { expectCaught } from "./expect-caught.ts";

const users = "store/sqlite/users.js";
const search = "store/sqlite/search.js";
const store = "store/sqlite/sqlite-store.js";

expectCaught("lists", [
  {
    name: "begin one entry late",
    patches: [
      {
        file: users,
        from: "counted.locate(config, offset)",
        to: "counted.locate(config, offset + 1)",
      },
    ],
    caughtBy: ["workflows", "generated requests"],
  },
  {
    name: "are one entry too long",
    patches: [
      {
        file: users,
        from: "page.all(config, start.seq, limit,",
        to: "page.all(config, start.seq, limit + 1,",
      },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "of configurations are one too long",
    patches: [
      {
        file: store,
        from: "pageOfConfigs.all(projectId, limit,",
        to: "pageOfConfigs.all(projectId, limit + 1,",
      },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "hold what other projects have",
    patches: [
      {
        file: store,
        from: "FROM configs WHERE project_id = ? ORDER",
        to: "FROM configs WHERE ? <> '' ORDER",
      },
      {
        file: store,
        from: "project_id: projectId,",
        to: 'project_id: `${projectId}`.replace("a", "b"),',
      },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "filter by case",
    patches: [
      { file: search, from: "const lower = text.toLowerCase();", to: "const lower = text;" },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "filter by case beyond ASCII",
    patches: [
      {
        file: search,
        from: "const lower = text.toLowerCase();",
        to: "const lower = text.replace(/[A-Z]/g, (a) => a.toLowerCase());",
      },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "take a character of the filter for a pattern",
    patches: [
      { file: search, from: "instr(name_lower, ?) > 0", to: "name_lower LIKE '%' || ? || '%'" },
    ],
    caughtBy: ["workflows"],
  },
  {
    name: "count the page for the total",
    patches: [
      {
        file: search,
        from: "return { total_count, non",
        to: "return { total_count: found.length, non",
      },
    ],
    caughtBy: ["workflows"],
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
    caughtBy: ["workflows"],
  },
  {
    name: "have the answer from before a change",
    patches: [
      {
        file: "kept-answers.js",
        from: "revision !== store.revision(caller.projectId) || ",
        to: "",
      },
    ],
    caughtBy: ["workflows"],
  },
]);
