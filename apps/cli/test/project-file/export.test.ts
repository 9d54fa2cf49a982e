import { readFile } from "node:fs/promises";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

import { configWith, csvOf, manyUsers } from "../bulk/lists.ts";
import { startServer } from "../server.ts";
import { startProject } from "./project.ts";

const project = await startProject();
afterAll(() => project[Symbol.asyncDispose]());
const { service, folder, run, apply } = project;

const text = fc
  .string({
    minLength: 1,
    maxLength: 12,
    unit: fc.constantFrom("a", "é", "名", "😀", '"', "\\", "\u0085", "\n", "#", ": ", "- ", "'"),
  })
  .filter((value) => [...value].length <= 128);
const user = fc.oneof(
  fc.record({ user_id: text, user_name: text }),
  fc.record({ user_id: text }),
  fc.record({ user_name: text }),
);
const config = fc.record({
  hotspot_session_migration_enable: fc.boolean(),
  hotspot_exit_session_num: fc.integer({ min: 0, max: 100 }),
  non_migrate_users: fc.uniqueArray(user, {
    maxLength: 5,
    comparator: (one, other) =>
      ("user_id" in one && "user_id" in other && one.user_id === other.user_id) ||
      ("user_name" in one && "user_name" in other && one.user_name === other.user_name),
  }),
});

describe("hotspot export and hotspot apply", () => {
  it("of any project: applied once, nothing is left to do, and what is exported is what was applied", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(config, { maxLength: 2 }),
        fc.constantFrom("yaml", "json"),
        async (configurations, format) => {
          const file = await folder.write("any.json", JSON.stringify({ configurations }));
          expect(await apply(file, "--yes")).toMatchObject({ code: 0 });
          const applied = await readFile(file, "utf8");
          expect(await apply(file, "--yes")).toMatchObject({ code: 0, stdout: "" });
          expect(await readFile(file, "utf8")).toBe(applied);
          const whole = await run(["export", "--output", format]);
          const list = parse(whole.stdout).configurations;
          expect(list).toEqual(expect.arrayContaining(parse(applied).configurations));
          const copy = await folder.write("copy.yaml", whole.stdout);
          const checked = await apply(copy, "--check", "--prune-users");
          expect(checked).toMatchObject({ code: 0, stdout: "" });
        },
      ),
      { numRuns: 4 },
    );
  });

  it("names the schema of the file, and writes every text in quotes", async () => {
    const id = await configWith(service, [
      { user_id: "0123", user_name: "no" },
      { user_name: "é" },
    ]);
    const { stdout } = await run(["export"]);
    expect(stdout.split("\n")[0]).toBe(
      `# yaml-language-server: $schema=${service.url}/docs/hotspot.schema.json`,
    );
    expect(stdout).toMatch(/\nconfigurations:\n {2}- id: "[^]*\n$/);
    expect(stdout).toContain(`\
  - id: "${id}"
    hotspot_session_migration_enable: true
    hotspot_exit_session_num: 2
    non_migrate_users:
      - user_id: "0123"
        user_name: "no"
      - user_name: "é"
`);
    expect(stdout).not.toContain(service.token);
  });

  it("keep long lists in files of users", async () => {
    const id = await configWith(service, manyUsers(1001));
    const users = join(folder.path, "users");
    const { stdout } = await run(["export", "--users-dir", users]);
    expect(stdout).toContain(`users_file: ${JSON.stringify(join(users, `${id}.csv`))}\n`);
    expect(await readFile(join(users, `${id}.csv`), "utf8")).toBe(csvOf(manyUsers(1001)));
    const file = await folder.write("with-lists.yaml", stdout);
    expect(await apply(file, "--check", "--prune-users")).toMatchObject({ code: 0 });
    await folder.write(join("users", `${id}.csv`), csvOf(manyUsers(1003)));
    expect(await apply(file, "--check", "--output", "json")).toMatchObject({
      code: 2,
      stdout: `${JSON.stringify([{ change: "add", config: id, users: manyUsers(1003).slice(1001) }], undefined, 2)}\n`,
    });
  });
});

describe("hotspot export", () => {
  it("says where the users have no room in the file, and writes nothing", async () => {
    const page = { total_count: 1e6, non_migrate_users: manyUsers(1000) };
    await using server = await startServer(({ url = "" }, response) => {
      response.setHeader("content-type", "application/json");
      const offset = Number(new URL(url, "http://any").searchParams.get("offset"));
      const user_name = "x".repeat(128);
      const users = Array.from({ length: 100 }, (_, n) => ({
        user_id: String(offset + n).padStart(128, "0"),
        user_name,
      }));
      const item = {
        id: "c",
        project_id: "p",
        hotspot_session_migration_enable: true,
        hotspot_exit_session_num: 1,
        ...page,
      };
      const answer = url.includes("/hotspot-session-config/c/")
        ? { ...page, non_migrate_users: users }
        : { items: offset === 0 ? [item] : [] };
      response.end(JSON.stringify(answer));
    });
    expect(await run(["export"], "", server.url)).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "hotspot: cannot export the project: the file would be longer than 2 MiB. Give --users-dir DIR, for a file of users of each configuration\n",
    });
  });
});
