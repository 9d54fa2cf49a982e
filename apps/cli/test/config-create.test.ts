import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { configId, settingsFor } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startServer } from "./server.ts";

const bodies: string[] = [];
let folder: string;
let server: Awaited<ReturnType<typeof startServer>>;

/** It stores what it is sent. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hotspot-"));
  server = await startServer(async (request, response) => {
    const body = await text(request);
    bodies.push(body);
    const stored = { id: configId, non_migrate_users: [], ...JSON.parse(body) };
    response.end(JSON.stringify(stored));
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const words = ["config", "create", "--migration", "off", "--exit-sessions", "0", "-o", "json"];

async function create(users: string, more: readonly string[] = [], input = "") {
  return program([...words, "--users", users, ...more], settingsFor(server.url), input);
}

describe("config create --users", () => {
  it("sends the users of a file along", async () => {
    const file = join(folder, "users.csv");
    await writeFile(file, "user_name,user_id\nAnn,7\nBob,\n");
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

  it("reads them from standard input", async () => {
    const { code, stdout } = await create("-", ["--format", "lines"], "Ann\nBob\n");
    expect(code).toBe(0);
    expect(JSON.parse(stdout).non_migrate_users).toEqual([
      { user_name: "Ann" },
      { user_name: "Bob" },
    ]);
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
    const file = join(folder, "wrong.ndjson");
    const lines = ['{"user_name": "Ann"}', ...Array.from({ length: 7 }, () => "{}")];
    await writeFile(file, lines.join("\n"));
    const before = bodies.length;
    const { code, stderr } = await create(file);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hotspot: [^\n]*wrong\.ndjson: line 2: .*; line 6: .*; and 2 more\n$/);
    expect(stderr).not.toContain("line 7");
    expect(bodies).toHaveLength(before);
  });
});
