import { once } from "node:events";

import { createHotspotClient, type UserInfo } from "@hotspot-session/client";
import { afterAll, describe, expect, it } from "vitest";

import { settingsFor, startHotspot } from "../hotspot.ts";
import { program } from "../in-process.ts";
import { startServer } from "../server.ts";
import { startService } from "../service.ts";
import { startFront } from "./front.ts";
import { configWith, csvOf, manyUsers, startFolder, usersIn } from "./lists.ts";

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const service = owned.use(await startService());
const folder = owned.use(await startFolder());

const run = (words: readonly string[], input?: string) => program(words, service.settings, input);

const before = [
  { user_id: "7", user_name: "Ann" },
  { user_id: "8", user_name: "Bob" },
  { user_name: "Cid" },
  { user_name: "Dan" },
];
const wanted = "user_id,user_name\n7,Anna\n,Cid\n9,Dan\n10,Eve\n";
const after = [
  { user_id: "7", user_name: "Anna" },
  { user_name: "Cid" },
  { user_id: "9", user_name: "Dan" },
  { user_id: "10", user_name: "Eve" },
];

type Named = ReturnType<typeof manyUsers>;

describe("hotspot user sync", () => {
  it("shows the difference and makes it", async () => {
    const config = await configWith(service, before);
    const file = await folder.write("wanted.csv", wanted);
    const words = ["user", "sync", config, file, "--yes", "--max-overwrites", "2"];
    expect(await run(words)).toEqual({
      code: 0,
      stdout: [
        "CHANGE     USER ID  USER NAME",
        "overwrite  7        Anna",
        "overwrite  9        Dan",
        "add        10       Eve",
        "remove     8        Bob",
        "",
      ].join("\n"),
      stderr: [
        "1 to add, 2 to overwrite, 1 to remove; 1 stay as they are.",
        "The list is now what the file says: 4 users.",
        "",
      ].join("\n"),
    });
    expect(await usersIn(service, config)).toEqual(after);
    expect(await run(["user", "sync", config, file, "--yes"])).toEqual({
      code: 0,
      stdout: "",
      stderr: `The list is what ${file} says: 4 users.\n`,
    });
  });

  const changes = [
    { change: "overwrite", user_id: "7", user_name: "Anna" },
    { change: "overwrite", user_id: "9", user_name: "Dan" },
    { change: "add", user_id: "10", user_name: "Eve" },
    { change: "remove", user_id: "8", user_name: "Bob" },
  ];

  it("shows programs every change, and with --dry-run makes none", async () => {
    const config = await configWith(service, before);
    const words = ["user", "sync", config, "-", "--format", "csv"];
    const ended = await run([...words, "--dry-run", "--output", "json"], wanted);
    expect(JSON.parse(ended.stdout)).toEqual(changes);
    expect(ended).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/Nothing was changed\.\n$/),
    });
    expect(await usersIn(service, config)).toEqual(before);
  });

  it("shows people the first of many, and programs all", async () => {
    const config = await configWith(service, manyUsers(1200));
    const file = await folder.write("others.txt", "Ann\nBob\n");
    const words = ["user", "sync", config, file, "--dry-run"];
    const table = await run(words);
    expect(table.stdout.split("\n")).toHaveLength(1 + 2 + 7 + 1);
    expect(table.stderr).toMatch("and 1,193 more; --output ndjson shows all.\n2 to add, 0 to");
    const all = await run([...words, "--output", "ndjson"]);
    expect(all.stdout.split("\n")).toHaveLength(1202 + 1);
  });

  it("fails where the reader of the changes ends, and all ends before they are made", async () => {
    const config = await configWith(service);
    const file = await folder.write("read-in-part.csv", csvOf(manyUsers(9000)));
    const words = ["user", "sync", config, file, "--yes", "--output", "ndjson"];
    const child = startHotspot(words, service.settings);
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = await once(child, "exit");
    expect({ code, users: await usersIn(service, config) }).toEqual({ code: 1, users: [] });
  });

  it("gives a name to another entry, which takes a removal in between", async () => {
    const config = await configWith(service, [{ user_id: "7", user_name: "Ann" }]);
    const words = `user sync ${config} - --format lines --yes --max-removals 1`;
    expect(await run(words.split(" "), "Ann\n")).toMatchObject({ code: 0 });
    expect(await usersIn(service, config)).toEqual([{ user_name: "Ann" }]);
  });

  it("without a terminal to ask on needs --yes, before it reads anything", async () => {
    expect(await run(["user", "sync", "any", "no-such.csv"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "hotspot: it asks before it changes anything, and there is no terminal to ask on: give --yes, or --dry-run to see the changes\n",
    });
  });

  it("refuses a file that contradicts itself", async () => {
    const file = await folder.write("contradiction.csv", "7,Ann\n8,Bob\n7,Cid\n");
    expect(await run(["user", "sync", "any", file, "--yes"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `hotspot: cannot sync the users: 1 line of ${file} is wrong, and nothing was changed:\n  line 3: user_id: has another name in line 1; which one holds?\n`,
    });
  });

  it("refuses a file without users, unless --allow-empty is given", async () => {
    const config = await configWith(service, before);
    const file = await folder.write("nobody.csv", "user_id,user_name\n");
    const words = ["user", "sync", config, file, "--yes"];
    expect(await run(words)).toEqual({
      code: 2,
      stdout: "",
      stderr: `hotspot: there are no users in ${file}, so that none would be exempt: give --allow-empty if that is meant\n`,
    });
    expect(await usersIn(service, config)).toEqual(before);
    expect(await run([...words, "--allow-empty"])).toMatchObject({ code: 0 });
    expect(await usersIn(service, config)).toEqual([]);
  });

  it.each([
    ["remove", "removals", "only 10 stay", (users: Named): UserInfo[] => users.slice(0, 10)],
    [
      "overwrite",
      "overwrites",
      "only 10 stay as they are",
      (users: Named): UserInfo[] =>
        users.map((user, index) => (index < 20 ? { user_id: user.user_id } : user)),
    ],
  ])(
    "does not %s more than stays by --yes alone: the file may have lost a part",
    async (verb, option, why, lose) => {
      const users = manyUsers(30);
      const config = await configWith(service, users);
      const words = ["user", "sync", config, "-", "--format", "csv", "--yes"];
      const refusal = (reason: string) => ({
        code: 1,
        stderr: expect.stringContaining(
          `hotspot: cannot sync the users: it would ${verb} 20 users, and ${reason}. Nothing was changed. If the list is complete, give --max-${option} 20.\n`,
        ),
      });
      const left = csvOf(lose(users));
      expect(await run(words, left)).toMatchObject(refusal(why));
      const less = [...words, `--max-${option}`, "19"];
      expect(await run(less, left)).toMatchObject(refusal("that is too many"));
      expect(await usersIn(service, config)).toEqual(users);
      expect(await run([...words, `--max-${option}`, "20"], left)).toMatchObject({ code: 0 });
      expect(await usersIn(service, config)).toEqual(lose(users));
    },
  );

  it("fails where another program changes the list, though the number of users is right", async () => {
    const config = await configWith(service, before);
    const { nonMigrationUsers } = createHotspotClient({ baseUrl: service.url, ...service });
    await using front = await startFront(service.url, async ({ change }) => {
      if (change === 0) return;
      await nonMigrationUsers.add(config, [{ user_name: "Stranger" }]);
      await nonMigrationUsers.remove(config, [{ user_name: "Cid" }]);
    });
    const words = `user sync ${config} - --format csv --yes --max-overwrites 2`;
    const settings = { ...service.settings, HOTSPOT_URL: front.url };
    const ended = await program(words.split(" "), settings, wanted);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      "all changes were made, and another program changed the list during that time: 1 to add, 0 to overwrite, 1 to remove. Run it again.",
    );
  });

  it("says that all changes were made where only the comparison at the end fails", async () => {
    let isChanged = false;
    await using server = await startServer((request, response) => {
      isChanged ||= request.method === "PATCH";
      response.writeHead(isChanged && request.method === "GET" ? 403 : 200);
      response.end(JSON.stringify({ total_count: 0, non_migrate_users: [] }));
    });
    const words = ["user", "sync", "c", "-", "--format", "lines", "--yes"];
    const ended = await program(words, settingsFor(server.url), "Ann\n");
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(
      /: all changes were made, but the list could not be read again: .*403/,
    );
  });
});
