import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { expect, it } from "vitest";

import { command } from "../commands/command.ts";
import { startProcess } from "../process/service-process.ts";
import { sender } from "../sender.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { CrowdOrder } from "./crowd-process.ts";
import { type CrowdName, crowds, type Victim } from "./crowds.ts";

/** The long form has the size and the bounds that are promised; the short one shows that it works. */
const [size, milliseconds] = soaking ? [1000, 6000] : [50, 200];
const names = Object.keys(crowds) as CrowdName[];

const bounds = {
  /** Resident memory of the service, in bytes. */
  memory: 300 * 1024 * 1024,
  files: 2000,
  /** Of `GET /healthz` on a new connection, in milliseconds. */
  health: 100,
  /** Of a page on a kept connection, to its time without a crowd. */
  slowdown: 5,
};

const admin = "a-token-for-tests-of-32-characters-or-more";
const configs = "/v1/p1/hotspot-session-config";

/** The built service as a process of its own, with lists to ask for, and a client of it. */
async function startVictim() {
  await using cleanUp = new AsyncDisposableStack();
  const folder = cleanUp.use(temporaryFolder());
  const database = { HOTSPOT_DATABASE_URL: `sqlite:${folder.file("hotspot.db")}` };
  const service = cleanUp.use(
    startProcess({
      ...database,
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
      HOTSPOT_BOOTSTRAP_TOKEN: admin,
    }),
  );
  const address = await service.ready();
  const client = cleanUp.use(sender(address));
  const users = Array.from({ length: 1000 }, (_, index) => ({
    user_id: `${index}`.padStart(64, "0"),
    user_name: `${index}`.padStart(64, "n"),
  }));
  const body = JSON.stringify({
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 1,
    non_migrate_users: users,
  });
  async function create(token: string, path: string): Promise<string> {
    const headers = { "x-auth-token": token, "content-type": "application/json" };
    const created = await client.send({ method: "POST", path, headers, body });
    return `${path}/${created.body.id}/non-migration-users?limit=100`;
  }
  let page = "";
  for (let count = 0; count < (soaking ? 100 : 5); count++) page = await create(admin, configs);
  // The well-behaved client is of another project: one project may use up what is its own.
  const { stdout } = await command(database, "token", "create", "--project", "p2");
  const token = stdout.trim();
  const own = { token, page: await create(token, configs.replace("p1", "p2")) };
  const port = Number(new URL(address).port);
  const target: Victim = { port, configs, page, admin, reader: admin };
  const held = cleanUp.move();
  return {
    pid: service.pid,
    client,
    own,
    target,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

type Running = Awaited<ReturnType<typeof startVictim>>;

const percentile = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;

/** How long a request takes that is answered 200, in milliseconds. */
async function timeOf(client: Running["client"], path: string, token: string): Promise<number> {
  const begin = performance.now();
  const answer = await client.send({ method: "GET", path, headers: { "x-auth-token": token } });
  expect(answer.status).toBe(200);
  return performance.now() - begin;
}

/** Asks a well-behaved client's questions for a time, and watches what the service takes. */
async function observe({ pid, client, own, target }: Running, time: number) {
  const end = performance.now() + time;
  const seen = { health: [] as number[], pages: [] as number[], memory: 0, files: 0 };
  while (performance.now() < end) {
    seen.pages.push(await timeOf(client, own.page, own.token));
    using newcomer = sender(`http://127.0.0.1:${target.port}`);
    seen.health.push(await timeOf(newcomer, "/healthz", ""));
    const memory = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    seen.memory = Math.max(seen.memory, Number(memory?.[1] ?? 0) * 1024);
    seen.files = Math.max(seen.files, readdirSync(`/proc/${pid}/fd`).length);
    await wait(5);
  }
  return seen;
}

function startCrowd(name: CrowdName, victim: Victim): AsyncDisposable {
  const child = fork(fileURLToPath(new URL("crowd-process.ts", import.meta.url)));
  child.send({ name, size, victim } satisfies CrowdOrder);
  return {
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

it.skipIf(process.platform !== "linux").each(soaking ? names : names.slice(-1))(
  "beside a crowd of clients that %s, others are served, within bounds",
  { timeout: soaking ? soakTimeout : 30_000 },
  async (name) => {
    await using victim = await startVictim();
    await observe(victim, milliseconds / 10);
    const quiet = percentile((await observe(victim, milliseconds / 4)).pages);
    await using _ = startCrowd(name, victim.target);
    await wait(milliseconds / 4);
    const seen = await observe(victim, milliseconds);
    const [health, page] = [percentile(seen.health), percentile(seen.pages)];
    const MiB = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`;
    tell(
      [
        `${size} that ${name}`,
        `  memory    ${MiB(seen.memory)} (at most ${MiB(bounds.memory)})`,
        `  files     ${seen.files} (at most ${bounds.files})`,
        `  /healthz  p99 ${health.toFixed(1)} ms (at most ${bounds.health})`,
        `  a page    p99 ${page.toFixed(1)} ms (at most ${bounds.slowdown} × ${quiet.toFixed(1)})`,
      ].join("\n"),
    );
    expect(seen.memory).toBeLessThan(bounds.memory);
    expect(seen.files).toBeLessThan(bounds.files);
    if (!soaking) return;
    expect(health).toBeLessThan(bounds.health);
    expect(page).toBeLessThan(bounds.slowdown * quiet);
  },
);
