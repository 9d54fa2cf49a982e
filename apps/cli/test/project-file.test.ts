import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { BadRequestError, createHotspotClient } from "@hotspot-session/client";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

import { startFront } from "./bulk/front.ts";
import { configWith, csvOf, manyUsers, startFolder, usersIn } from "./bulk/lists.ts";
import { program } from "./in-process.ts";
import { startServer } from "./server.ts";
import { startService } from "./service.ts";

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const service = owned.use(await startService());
const folder = owned.use(await startFolder());

const run = (words: readonly string[], input?: string, url = service.url) =>
  program(words, { ...service.settings, HOTSPOT_URL: url }, input);

const apply = (file: string, ...flags: readonly string[]) => run(["apply", "-f", file, ...flags]);

const settings = (num = 2, migration = true) =>
  `hotspot_session_migration_enable: ${migration}\n    hotspot_exit_session_num: ${num}`;

/** A file with this one configuration, which has an id unless it is to be created. */
const fileOf = (id: string | undefined, users: readonly object[] | undefined, rest = settings()) =>
  folder.write(
    "one.yaml",
    [
      "configurations:",
      `  - ${rest}`,
      ...(id === undefined ? [] : [`    id: "${id}"`]),
      ...(users === undefined ? [] : [`    non_migrate_users: ${JSON.stringify(users)}`]),
      "",
    ].join("\n"),
  );

/** A configuration as an export has it. */
async function exported(id: string) {
  const { stdout } = await run(["export", "--output", "json"]);
  const { configurations }: { configurations: readonly { id: string }[] } = JSON.parse(stdout);
  return configurations.find((one) => one.id === id);
}

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
      await using front = await startFront(
        service.url,
        () => "pass",
        ({ method }) => (method === "POST" && (creations += 1) === 2 ? fate : "pass"),
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
    await using front = await startFront(
      service.url,
      () => "pass",
      ({ method }) => {
        if (method === "POST") writeFileSync(file, saved);
        return "pass";
      },
    );
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
    await using front = await startFront(service.url, () => {
      interruption.abort();
      return "pass";
    });
    const entries = ids.map((id) => `  - id: "${id}"\n    ${settings(7)}\n`);
    const file = await folder.write("stopped.yaml", `configurations:\n${entries.join("")}`);
    const environment = { ...service.settings, HOTSPOT_URL: front.url };
    const words = ["apply", "-f", file, "--yes"];
    const stopped = await program(words, environment, "", interruption.signal);
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain("1 of 2 configurations done; stopped at configurations[1], ");
    const left = await apply(file, "--check", "--output", "json");
    expect(JSON.parse(left.stdout)).toMatchObject([{ change: "set", config: ids[1] }]);
  });

  it("exempts users before sessions leave, also those that one request does not hold", async () => {
    const bodies: string[] = [];
    await using front = await startFront(
      service.url,
      () => "pass",
      ({ method }, body) => {
        if (method !== "GET") bodies.push(body);
        return "pass";
      },
    );
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
    await using front = await startFront(service.url, async () => {
      await createHotspotClient({ baseUrl: service.url, ...service }).configs.update(id, {
        hotspot_session_migration_enable: false,
        hotspot_exit_session_num: 9,
      });
      return "pass" as const;
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

describe("a file of configurations that is wrong", () => {
  it.each([
    [
      "hotspot_exit_session_num: 101\n    hotspot_session_migration_enable: true",
      "line 2, column 5: configurations[0].hotspot_exit_session_num: must be <= 100",
    ],
    [
      "hotspot_exit_session_num: 1\n    hotspot_session_migration_enable: on",
      "line 3, column 5: configurations[0].hotspot_session_migration_enable: must be boolean",
    ],
    [
      "hotspot_session_migration_enable: on",
      "line 2, column 5: configurations[0].hotspot_exit_session_num: is required",
    ],
    [
      `${settings()}\n    migration: on`,
      "line 4, column 5: configurations[0].migration: is not a property of this object",
    ],
    [
      `${settings()}\n    id: 1234567890123456789012`,
      "line 4, column 5: configurations[0].id: must be string: put it in quotes",
    ],
    [
      `${settings()}\n    non_migrate_users:\n      - {}`,
      "line 5, column 9: configurations[0].non_migrate_users[0]: must have at least one of user_id, user_name",
    ],
    [
      `${settings()}\n    non_migrate_users:\n      - user_id: "7"\n        user_name: "${"x".repeat(129)}"`,
      "line 6, column 9: configurations[0].non_migrate_users[0].user_name: must NOT have more than 128 characters",
    ],
    [
      `${settings()}\n    non_migrate_users: []\n    users_file: a.csv`,
      "line 2, column 5: configurations[0]: must have non_migrate_users or users_file, not both",
    ],
    [
      `${settings()}\n    id: a\n  - ${settings()}\n    id: a`,
      "line 7, column 5: configurations[1].id: is that of line 2 as well",
    ],
    [
      `${settings()}\n    non_migrate_users: [{user_id: a, user_name: b},\n      {user_id: a, user_name: c}]`,
      "line 5: user_id: has another name in line 4; which one holds?",
    ],
    [`${settings()}\n  hotspot: *none`, "line 4, column 1: "],
    [
      `&a\n    ${settings()}\n  - *a`,
      "line 5, column 5: configurations[1]: its id is to be written into it",
    ],
    [`&a ${settings()}`, "line 2, column 8: configurations[0]: its id is to be written into it"],
  ])("is refused with line, column and field: %j", async (entry, problem) => {
    const file = await folder.write("wrong.yaml", `configurations:\n  - ${entry}\n`);
    const ended = await apply(file, "--yes");
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(ended.stderr).toContain(`\n  ${problem}`);
  });

  it("is refused in the words of the service", async () => {
    const body = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 101 };
    const failed = await createHotspotClient({ baseUrl: service.url, ...service })
      .configs.create(body)
      .catch((error: unknown) => error);
    service.takeViolations();
    const { error_msg = "" } = failed instanceof BadRequestError ? failed : {};
    const file = await fileOf(undefined, [], settings(101));
    expect((await apply(file, "--yes")).stderr).toContain(`configurations[0].${error_msg}\n`);
  });
});
