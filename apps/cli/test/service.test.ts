import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { createHotspotClient } from "@hotspot-session/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { hotspot } from "./hotspot.ts";

const binary = fileURLToPath(new URL("../node_modules/.bin/hotspot-service", import.meta.url));
const projectId = randomUUID();
const token = randomUUID() + randomUUID();

let folder: string;
let service: ChildProcess;
let url: string;

/** The real service, as a process of its own on a database of its own. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hotspot-cli-"));
  const child = spawn(binary, [], {
    env: {
      PATH: process.env["PATH"],
      HOTSPOT_PORT: "0",
      HOTSPOT_DATABASE_URL: `sqlite:${join(folder, "hotspot.db")}`,
      HOTSPOT_LOG_LEVEL: "error",
      HOTSPOT_BOOTSTRAP_PROJECT_ID: projectId,
      HOTSPOT_BOOTSTRAP_TOKEN: token,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  service = child;
  for await (const line of createInterface(child.stdout)) {
    url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? "";
    if (url !== "") break;
  }
  // It may say more than anybody reads here.
  child.stdout.resume();
  if (!url) throw new Error(`the service ended with ${child.exitCode} before it was ready`);
});

afterAll(async () => {
  if (service.exitCode === null) {
    service.kill("SIGTERM");
    await once(service, "exit");
  }
  await rm(folder, { recursive: true });
});

const settings = () => ({
  HOTSPOT_URL: url,
  HOTSPOT_PROJECT_ID: projectId,
  HOTSPOT_TOKEN: token,
});

describe("hotspot config list, with the real service,", () => {
  it("finds an empty project, then what was created in it", async () => {
    expect(await hotspot(["config", "list"], settings())).toEqual({
      code: 0,
      stdout: "",
      stderr: "The project has no configurations.\n",
    });

    const { configs, nonMigrationUsers } = createHotspotClient({ baseUrl: url, projectId, token });
    const on = await configs.create({
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 2,
      non_migrate_users: [{ user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" }],
    });
    const off = await configs.create({
      hotspot_session_migration_enable: false,
      hotspot_exit_session_num: 100,
    });
    const users = Array.from({ length: 1000 }, (_, n) => ({ user_id: `user-${n}` }));
    await nonMigrationUsers.add(off.id, users);

    const gap = " ".repeat(on.id.length - 2);
    expect(await hotspot(["config", "list"], settings())).toEqual({
      code: 0,
      stdout: [
        `ID${gap}  MIGRATION  EXIT SESSIONS  EXEMPT USERS\n`,
        `${on.id}  on                     2             1\n`,
        `${off.id}  off                  100         1000+\n`,
      ].join(""),
      stderr: "",
    });

    const json = await hotspot(["config", "list", "--output", "json"], settings());
    expect(JSON.parse(json.stdout)).toEqual(await configs.list());

    const second = await hotspot(["config", "list", "--offset", "1", "--limit", "1"], settings());
    expect(second.stdout).toContain(off.id);
    expect(second.stdout).not.toContain(on.id);
    expect(second.stderr).toBe("There may be more: --offset 2\n");
  });

  it("ends with 3 where the token is wrong, or is for another project", async () => {
    const unknown = { ...settings(), HOTSPOT_TOKEN: "x".repeat(43) };
    expect(await hotspot(["config", "list"], unknown)).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/\(status 401, request id .+\)\. Set HOTSPOT_TOKEN/),
    });
    expect(await hotspot(["config", "list", "--project-id", "other"], settings())).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/\(status 403, request id .+\)\. Use a token of this project/),
    });
  });

  it("ends with 1 where the page is out of range", async () => {
    expect(await hotspot(["config", "list", "--limit", "101"], settings())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("limit: must be <= 100 (status 400"),
    });
  });
});
