import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Ended } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { type Service, startService } from "./service.ts";

let service: Service;
let folder: string;
beforeAll(async () => {
  service = await startService();
  folder = await mkdtemp(join(tmpdir(), "hotspot-"));
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Runs it with no settings but the stored profile. */
async function run(line: string, input = ""): Promise<Ended> {
  return program(line.split(" "), { HOTSPOT_CONFIG_DIR: folder }, input);
}

/** The same, where it is to succeed; the answer as JSON. */
async function answer(line: string) {
  const { code, stdout, stderr } = await run(`${line} --output json`);
  expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: "" });
  return JSON.parse(stdout);
}

describe("an administrator", () => {
  it("logs in, sets a configuration up, exempts users, changes it all, and logs out", async () => {
    const { url, projectId, token } = service;
    expect(await run(`login --url ${url} --project ${projectId} --token-stdin`, token)).toEqual({
      code: 0,
      stdout: "",
      stderr: `Logged in to ${url}, project ${projectId}: profile "default".\n`,
    });
    expect(await run("config list")).toEqual({
      code: 0,
      stdout: "",
      stderr: "The project has no configurations.\n",
    });

    const created = await answer("config create --migration on --exit-sessions 2");
    const { id } = created;
    expect(created).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 2,
      non_migrate_users: [],
    });

    // One setting at a time: the other stays.
    expect(await answer(`config update ${id} --exit-sessions 5`)).toMatchObject({
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 5,
    });
    expect(await answer(`config update ${id} --migration off`)).toMatchObject({
      hotspot_session_migration_enable: false,
      hotspot_exit_session_num: 5,
    });
    const refused = await run(`config update ${id} --exit-sessions 101`);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/: --exit-sessions: must be <= 100 \(status 400, /);
    expect(service.takeViolations()).toMatchObject([
      { location: "request.body.hotspot_exit_session_num" },
    ]);

    // Users by name, by id, from a file; then the list is what the file says.
    expect(await run(`user add ${id} night-batch Anna`)).toMatchObject({ code: 0 });
    expect(await run(`user add ${id} --id 7=carl`)).toMatchObject({ code: 0 });
    const file = join(folder, "users.csv");
    const many = Array.from({ length: 1500 }, (_, n) => `user-${n}`);
    await writeFile(file, ["user_id", ...many, ""].join("\n"));
    expect(await run(`user add ${id} --file ${file}`)).toMatchObject({ code: 0 });
    const some = await run(`user list ${id} --limit 2`);
    expect(some).toMatchObject({
      code: 0,
      stderr: "2 of 1503: --all shows all, --offset 2 the next.\n",
    });
    expect(some.stdout).toMatch(/^USER ID +USER NAME\n +night-batch\n +Anna\n$/);
    expect(await answer(`user list ${id} --name AN`)).toEqual([{ user_name: "Anna" }]);
    const csv = await run(`user list ${id} --output csv`);
    expect(csv.stdout.split("\n")).toEqual([
      "user_id,user_name",
      ",night-batch",
      ",Anna",
      "7,carl",
      ...many.map((user) => `${user},`),
      "",
    ]);
    expect(await run(`user remove ${id} Anna --id 7`)).toMatchObject({ code: 0 });
    const few = join(folder, "few.csv");
    await writeFile(few, "user_id,user_name\nuser-3,\n8,dora\n");
    expect(await run(`user sync ${id} ${few} --yes --max-removals 1501`)).toMatchObject({
      code: 0,
    });
    expect(await answer(`user list ${id}`)).toEqual([
      { user_id: "user-3" },
      { user_id: "8", user_name: "dora" },
    ]);

    // A second one, from the start with the users of the file.
    const second = await answer(`config create --migration off --exit-sessions 0 --users ${few}`);
    expect(second.non_migrate_users).toHaveLength(2);
    expect(await answer(`config show ${second.id}`)).toMatchObject({ project_id: projectId });
    expect(await run("config list --limit 1")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`\n${id}  off +5 +2\n$`)),
      stderr: "There may be more: --all shows all, --offset 1 the next.\n",
    });
    const raw = await run("api GET /v1/{project_id}/hotspot-session-config?limit=100");
    expect(JSON.parse(raw.stdout).items).toEqual(await answer("config list"));

    // What is not there, and who may not.
    const missing = await run("config show nobody");
    expect(missing).toEqual({
      code: 4,
      stdout: "",
      stderr:
        'hotspot: cannot show the configuration: the project has no configuration "nobody". hotspot config list shows those there are.\n',
    });
    expect(await run("user list nobody")).toMatchObject({ code: 4, stdout: "" });
    expect(await run("config list --project another")).toMatchObject({ code: 3, stdout: "" });

    expect(await run("logout")).toMatchObject({ code: 0 });
    expect(await run("config list")).toMatchObject({ code: 2, stdout: "" });
  });
});
