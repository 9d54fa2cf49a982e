import { text } from "node:stream/consumers";

import { afterAll, describe, expect, it } from "vitest";

import { startFolder } from "./bulk/lists.ts";
import { configId, settingsFor } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startServer } from "./server.ts";

const bodies: string[] = [];
const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const folder = owned.use(await startFolder());
/** It stores what it is sent. */
const server = owned.use(
  await startServer(async (request, response) => {
    const body = await text(request);
    bodies.push(body);
    const stored = { id: configId, non_migrate_users: [], ...JSON.parse(body) };
    response.end(JSON.stringify(stored));
  }),
);

const words = ["config", "create", "--migration", "off", "--exit-sessions", "0", "-o", "json"];

async function create(users: string, more: readonly string[] = [], input = "") {
  return program([...words, "--users", users, ...more], settingsFor(server.url), input);
}

describe("config create --users", () => {
  it("sends the users of a file along", async () => {
    const file = await folder.write("users.csv", "user_name,user_id\nAnn,7\nBob,\n");
    const { code, stdout } = await create(file);
    const users = [{ user_id: "7", user_name: "Ann" }, { user_name: "Bob" }];
    expect(code).toBe(0);
    expect(JSON.parse(stdout).non_migrate_users).toEqual(users);
    expect(JSON.parse(bodies.at(-1) ?? "")).toEqual({
      hotspot_session_migration_enable: false,
      hotspot_exit_session_num: 0,
      non_migrate_users: users,
    });
  });

  it("sends 1000, and of more none", async () => {
    const names = Array.from({ length: 1001 }, (_, n) => `user-${n}\n`);
    const most = await create("-", ["--format", "lines"], names.slice(1).join(""));
    expect(most.code).toBe(0);
    expect(JSON.parse(most.stdout).non_migrate_users).toHaveLength(1000);

    const before = bodies.length;
    expect(await create("-", ["--format", "lines"], names.join(""))).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "hotspot: standard input has more than 1000 users, which is what a creation takes: create it without, and add them by hotspot user add\n",
    });
    expect(bodies).toHaveLength(before);
  });

  it("names the lines that are wrong, and sends nothing", async () => {
    const file = await folder.write("wrong.ndjson", '{"user_name": "Ann"}\n{}\n');
    const before = bodies.length;
    expect(await create(file)).toEqual({
      code: 2,
      stdout: "",
      stderr: `hotspot: cannot create a configuration: 1 line of ${file} is wrong, and nothing was changed:\n  line 2: has neither user_id nor user_name: give one of them\n`,
    });
    expect(bodies).toHaveLength(before);
  });
});
