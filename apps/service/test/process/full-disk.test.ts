import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";

import { expect, it } from "vitest";

import { temporaryFolder } from "../temporary-folder.ts";
import { startProcess } from "./service-process.ts";

const token = "a-token-for-tests-of-32-characters-or-more";
const headers = { "x-auth-token": token, "content-type": "application/json" };
const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
const users = Array.from({ length: 1000 }, (_, index) => ({
  user_id: `${index}`.padEnd(128, "x"),
}));

/** Runs a command with a small file system of its own at a folder, most of which a file takes. */
const withSmallDisk = (folder: string, sizes = { disk: 20, filler: 18 }) => [
  "unshare",
  "--map-root-user",
  "--mount",
  "sh",
  "-c",
  `mount -t tmpfs -o size=${sizes.disk}m tmpfs ${folder} &&
   head -c ${sizes.filler}M /dev/zero > ${folder}/filler && exec "$@"`,
  "sh",
];

const isPossible = (() => {
  using folder = temporaryFolder();
  const [program = "", ...rest] = withSmallDisk(folder.path, { disk: 1, filler: 0 });
  return spawnSync(program, [...rest, "true"]).status === 0;
})();

it.skipIf(!isPossible)(
  "a service whose disk is full refuses writes with 503, goes on reading, says why once, and recovers",
  async () => {
    using folder = temporaryFolder();
    const disk = folder.file("disk");
    mkdirSync(disk);
    const environment = {
      HOTSPOT_DATABASE_URL: `sqlite:${disk}/hotspot.db`,
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
      HOTSPOT_BOOTSTRAP_TOKEN: token,
    };
    await using service = startProcess(environment, [], { runner: withSmallDisk(disk) });
    const address = await service.ready();
    const url = `${address}/v1/p1/hotspot-session-config`;
    async function statusOf(method: string, at: string, body?: object): Promise<number> {
      const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
      const response = await fetch(at, init);
      await response.arrayBuffer();
      return response.status;
    }
    const create = () => statusOf("POST", url, { ...settings, non_migrate_users: users });
    const lines = () => service.output.stderr.split("\n").filter((line) => /database/.test(line));

    let created = 0;
    let status = await create();
    for (; status === 200; status = await create()) created += 1;
    expect([status, await create(), await create()]).toEqual([503, 503, 503]);
    expect(await statusOf("GET", `${address}/readyz`)).toBe(503);
    const list = await fetch(`${url}?limit=100`, { headers });
    const { items } = (await list.json()) as { items: { non_migrate_users: unknown[] }[] };
    const sizes = items.map(({ non_migrate_users }) => non_migrate_users.length);
    expect(sizes, "none is stored by half").toEqual(Array.from({ length: created }, () => 1000));
    expect(lines()).toEqual([expect.stringContaining("the database fails")]);

    rmSync(`/proc/${service.pid}/root${disk}/filler`);
    expect(await statusOf("GET", `${address}/readyz`)).toBe(200);
    expect(await create()).toBe(200);
    expect(lines()).toHaveLength(2);
  },
);
