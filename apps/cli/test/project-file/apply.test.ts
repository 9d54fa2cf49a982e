import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

import { createHotspotClient } from "@hotspot-session/client";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

import { startFront } from "../bulk/front.ts";
import { configWith, manyUsers, usersIn } from "../bulk/lists.ts";
import { settings, startProject } from "./project.ts";

const project = await startProject();
afterAll(() => project[Symbol.asyncDispose]());
const { service, folder, run, apply, fileOf } = project;

/** A configuration as an export has it. */
async function exported(id: string) {
  const { stdout } = await run(["export", "--output", "json"]);
  const { configurations }: { configurations: readonly { id: string }[] } = JSON.parse(stdout);
  return configurations.find((one) => one.id === id);
}

describe("hotspot apply", () => {
  it("shows what it changes, changes it, and leaves other users alone", async () => {
    const id = await configWith(service, [
      { user_id: "7", user_name: "Ann" },
      { user_id: "8", user_name: "Bob" },
      { user_id: "9", user_name: "Cid" },
    ]);
    const users = [{ user_id: "7", user_name: "Anna" }, ...manyUsers(5)];
    const file = await fileOf(id, users, settings(4));
    const plan = [
      "CHANGE     CONFIGURATION                     WHAT",
      `set        ${id}  hotspot_exit_session_num: 2 → 4`,
      `overwrite  ${id}  1 user: Anna`,
      `add        ${id}  5 users: Name 0, Name 1, Name 2, and 2 more`,
      "",
    ].join("\n");
    const dry = await apply(file, "--dry-run");
    expect(dry).toMatchObject({ code: 0, stdout: plan });
    expect(dry.stderr).toMatch(/1 configuration would be changed. Nothing was changed.\n$/);
    const made = await apply(file, "--yes");
    expect(made).toMatchObject({ code: 0, stdout: plan });
    expect(made.stderr).toMatch(/The project is now what .*one.yaml says: 1 configuration.\n$/);
    expect(await exported(id)).toMatchObject({
      hotspot_exit_session_num: 4,
      non_migrate_users: [
        { user_id: "7", user_name: "Anna" },
        { user_id: "8", user_name: "Bob" },
        { user_id: "9", user_name: "Cid" },
        ...manyUsers(5),
      ],
    });
  });

  it("removes other users by --prune-users, within the bounds of user sync", async () => {
    const id = await configWith(service, manyUsers(30));
    const file = await fileOf(id, manyUsers(10));
    expect(await apply(file, "--check")).toMatchObject({ code: 0 });
    const refused = await apply(file, "--yes", "--prune-users");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      "cannot apply the file: it would remove 20 users, and only 10 stay. Nothing was changed. If the list is complete, give --max-removals 20.",
    );
    const enough = await apply(file, "--yes", "--prune-users", "--max-removals", "20");
    expect(enough).toMatchObject({ code: 0 });
    expect(await usersIn(service, id)).toEqual(manyUsers(10));
  });

  it("by --check changes nothing, and ends with 2 where the project differs and nowhere else", async () => {
    const id = await configWith(service);
    const file = await fileOf(id, undefined, settings(5));
    expect(await apply(file, "--check")).toMatchObject({ code: 2 });
    expect(await exported(id)).toMatchObject({ hotspot_exit_session_num: 2 });
    expect(await apply(await fileOf(undefined, []), "--check")).toMatchObject({ code: 2 });
    expect(await apply(await fileOf(id, undefined), "--check")).toMatchObject({ code: 0 });
    const unknown = await apply(await fileOf("0".repeat(32), []), "--check");
    expect(unknown).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("(configurations[0])"),
    });
    for (const wrong of [
      ["-f", "no-such.yaml"],
      ["--no-such-flag"],
      ["-f", await folder.write("wrong.yaml", "[]")],
    ]) {
      expect(await run(["apply", "--check", ...wrong])).toMatchObject({ code: 1, stdout: "" });
    }
  });

  it.each([
    [
      "in a block",
      `configurations:\n  # first\n  -   ${settings()} # two\n`,
      (id: string) => `configurations:\n  # first\n  -   id: "${id}"\n      ${settings()} # two\n`,
    ],
    [
      "below a comment, by carriage returns",
      `configurations:\r\n- # why\r\n  hotspot_exit_session_num: 1\r\n  hotspot_session_migration_enable: true\r\n`,
      (id: string) =>
        `configurations:\r\n- # why\r\n  id: "${id}"\r\n  hotspot_exit_session_num: 1\r\n  hotspot_session_migration_enable: true\r\n`,
    ],
    [
      "in braces",
      `configurations: [{ hotspot_exit_session_num: 1, hotspot_session_migration_enable: true }]`,
      (id: string) =>
        `configurations: [{ "id": "${id}", hotspot_exit_session_num: 1, hotspot_session_migration_enable: true }]`,
    ],
    [
      "in JSON, after a byte order mark",
      `\uFEFF{"configurations": [\n  {\n    "hotspot_exit_session_num": 1,\n    "hotspot_session_migration_enable": true\n  }\n]}\n`,
      (id: string) =>
        `\uFEFF{"configurations": [\n  {\n    "id": "${id}",\n    "hotspot_exit_session_num": 1,\n    "hotspot_session_migration_enable": true\n  }\n]}\n`,
    ],
  ])(
    "writes the id of what it creates into the file, and changes nothing else: %s",
    async (_, before, after) => {
      const file = await folder.write(
        "created.yaml",
        before.replace("\n    hotspot_exit", "\n      hotspot_exit"),
      );
      expect(await apply(file, "--yes")).toMatchObject({ code: 0 });
      const created = await readFile(file, "utf8");
      const id = /[\da-f]{32}/.exec(created)?.[0] ?? "";
      expect(created).toBe(after(id).replace("\n    hotspot_exit", "\n      hotspot_exit"));
      expect(await apply(file, "--check")).toMatchObject({ code: 0 });
    },
  );

  it.each([
    [403, 3, "To go on with what is left, run the same command again."],
    [
      "lose",
      5,
      "To go on with what is left, write the id to %s if it was created, and run the same command again.",
    ],
  ] as const)(
    "goes on after a failure with what is left, and creates nothing twice: %s",
    async (fate, code, advice) => {
      const before = (await run(["export"])).stdout.split("\n  - id").length;
      let creations = 0;
      await using front = await startFront(service.url, ({ method }) =>
        method === "POST" && (creations += 1) === 2 ? fate : undefined,
      );
      const entry = `  - ${settings()}\n`;
      const file = await folder.write("three.yaml", `configurations:\n${entry.repeat(3)}`);
      const failed = await run(["apply", "-f", file, "--yes"], "", front.url);
      expect(failed.code).toBe(code);
      expect(failed.stderr).toContain(
        `1 of 3 configurations done; stopped at configurations[1]; 1 not begun.\n`,
      );
      expect(failed.stderr).toContain(advice.replace("%s", "configurations[1]"));
      const ids = parse(await readFile(file, "utf8")).configurations.map(
        (one: object) => "id" in one,
      );
      expect(ids).toEqual([true, false, false]);
      if (fate === "lose") {
        const { stdout } = await run(["config", "list", "--output", "ndjson"]);
        const { id } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
        const begun = await readFile(file, "utf8");
        await folder.write(
          "three.yaml",
          begun.replace("  - hotspot", `  - id: "${id}"\n    hotspot`),
        );
      }
      expect(await apply(file, "--yes")).toMatchObject({ code: 0 });
      expect((await run(["export"])).stdout.split("\n  - id")).toHaveLength(before + 3);
    },
  );

  it("leaves a file that an editor has saved in between, and says which id belongs there", async () => {
    const file = await fileOf(undefined, []);
    const saved = `# saved\n${await readFile(file, "utf8")}`;
    await using front = await startFront(service.url, ({ method }) => {
      if (method === "POST") writeFileSync(file, saved);
    });
    const ended = await run(["apply", "-f", file, "--yes"], "", front.url);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /the configuration [\da-f]{32} was created, and its id could not be written to configurations\[0\]: another program has changed it. Write it there/,
    );
    expect(await readFile(file, "utf8")).toBe(saved);
  });

  it("stops at Ctrl-C once the service has answered, and says how far it came", async () => {
    const ids = await Promise.all([configWith(service), configWith(service)]);
    const interruption = new AbortController();
    await using front = await startFront(service.url, ({ change }) => {
      if (change > 0) interruption.abort();
    });
    const entries = ids.map((id) => `  - id: "${id}"\n    ${settings(7)}\n`);
    const file = await folder.write("stopped.yaml", `configurations:\n${entries.join("")}`);
    const words = ["apply", "-f", file, "--yes"];
    const stopped = await run(words, "", front.url, interruption.signal);
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain("1 of 2 configurations done; stopped at configurations[1], ");
    const left = await apply(file, "--check", "--output", "json");
    expect(JSON.parse(left.stdout)).toMatchObject([{ change: "set", config: ids[1] }]);
  });

  it("exempts users before sessions leave, also those that one request does not hold", async () => {
    const bodies: string[] = [];
    await using front = await startFront(service.url, ({ method, body }) => {
      if (method !== "GET") bodies.push(body);
    });
    const file = await fileOf(undefined, manyUsers(1001));
    expect(await run(["apply", "-f", file, "--yes"], "", front.url)).toMatchObject({ code: 0 });
    expect(bodies.map((body) => JSON.parse(body).hotspot_session_migration_enable)).toEqual([
      false,
      undefined,
      true,
    ]);
  });

  it("says what another program changed during that time", async () => {
    const id = await configWith(service);
    await using front = await startFront(service.url, async ({ change }) => {
      if (change === 0) return;
      await createHotspotClient({ baseUrl: service.url, ...service }).configs.update(id, {
        hotspot_session_migration_enable: false,
        hotspot_exit_session_num: 9,
      });
    });
    const ended = await run(
      ["apply", "-f", await fileOf(id, [{ user_name: "Ann" }]), "--yes"],
      "",
      front.url,
    );
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(
      `  set ${id} hotspot_session_migration_enable: false → true\n  set ${id} hotspot_exit_session_num: 9 → 2\n`,
    );
    expect(ended.stderr).toMatch(
      /another program changed the project .*: 2 changes to make. Run it again/,
    );
  });

  it("needs a file to write ids into, and a terminal or --yes", async () => {
    const created = `configurations:\n  - ${settings()}\n`;
    expect(await run(["apply", "-f", "-", "--yes"], created)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "an entry has no id, which is written into the file once it is created: give a file",
      ),
    });
    expect(await run(["apply", "-f", "-"], created)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("standard input is the file: give --yes"),
    });
    expect(await run(["apply", "-f", "-", "--yes", "--max-removals", "3"], created)).toMatchObject({
      code: 2,
    });
  });
});
