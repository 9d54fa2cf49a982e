import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
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
const [size, milliseconds] = soaking ? [1000, 5000] : [50, 200];
const names = Object.keys(crowds) as CrowdName[];

interface Bounds {
  /** How many clients the crowd has. */
  readonly size: number;
  /** Of `GET /healthz` on a new connection, in milliseconds. */
  readonly health: number;
}

const boundsOf = (name: CrowdName): Bounds =>
  name === "ask for everything over and over, and read"
    ? { size: 8, health: 50 }
    : { size, health: 100 };

/** Resident memory of the service, in bytes, and its open files. */
const most = { memory: 300 * 1024 * 1024, files: 2000 };

/**
 * How long a page on a kept connection may take: five times its time without a crowd; or four times
 * its time from a bare server that the crowd attacks instead, up to fifteen times.
 */
const longest = (quiet: number, bare: number): number =>
  Math.min(Math.max(5 * quiet, 4 * bare), 15 * quiet);

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

/** The least that a server could do in place of that one. */
async function startBare({ client, own, target }: Running): Promise<Running> {
  const headers = { "x-auth-token": own.token };
  const { text } = await client.send({ method: "GET", path: own.page, headers });
  const child = fork(fileURLToPath(new URL("bare-process.ts", import.meta.url)));
  child.send(text);
  const [{ port }] = (await once(child, "message")) as [AddressInfo];
  const bare = sender(`http://127.0.0.1:${port}`);
  return {
    pid: Number(child.pid),
    client: bare,
    own,
    target: { ...target, port },
    async [Symbol.asyncDispose]() {
      bare[Symbol.dispose]();
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

const percentile = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;

/** How long a request takes that is answered 200, in milliseconds. */
async function timeOf(client: Running["client"], path: string, token: string): Promise<number> {
  const begin = performance.now();
  const answer = await client.send({ method: "GET", path, headers: { "x-auth-token": token } });
  expect(answer.status).toBe(200);
  return performance.now() - begin;
}

/** How long a process has run so far, and waited for a processor, in milliseconds. */
function scheduled(pid: number): readonly [ran: number, waited: number] {
  const [ran, waited] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
  return [Number(ran) / 1e6, Number(waited) / 1e6];
}

/** Asks a well-behaved client's questions for a time, and watches what the service takes. */
async function observe({ pid, client, own, target }: Running, time: number) {
  const begin = performance.now();
  const [ran, waited] = scheduled(pid);
  const times = { health: [] as number[], pages: [] as number[] };
  let [memory, files] = [0, 0];
  while (performance.now() < begin + time) {
    times.pages.push(await timeOf(client, own.page, own.token));
    using newcomer = sender(`http://127.0.0.1:${target.port}`);
    times.health.push(await timeOf(newcomer, "/healthz", ""));
    const status = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    memory = Math.max(memory, Number(status?.[1] ?? 0) * 1024);
    files = Math.max(files, readdirSync(`/proc/${pid}/fd`).length);
    await wait(5);
  }
  const percent = (from: number, to: number) =>
    `${Math.round((100 * (to - from)) / (performance.now() - begin))} %`;
  const [ranSince, waitedSince] = scheduled(pid);
  return {
    health: percentile(times.health),
    page: percentile(times.pages),
    memory,
    files,
    ran: percent(ran, ranSince),
    waited: percent(waited, waitedSince),
  };
}

/** The same beside a crowd. */
async function beside(name: CrowdName, running: Running, time: number) {
  const crowd = fork(fileURLToPath(new URL("crowd-process.ts", import.meta.url)));
  crowd.send({ name, size: boundsOf(name).size, victim: running.target } satisfies CrowdOrder);
  try {
    await wait(milliseconds / 4);
    return await observe(running, time);
  } finally {
    crowd.kill("SIGKILL");
    await once(crowd, "exit");
  }
}

it.skipIf(process.platform !== "linux").each(soaking ? names : names.slice(-1))(
  "beside a crowd of clients that %s, others are served, within bounds",
  { timeout: soaking ? soakTimeout : 30_000 },
  async (name) => {
    await using victim = await startVictim();
    await observe(victim, milliseconds / 10);
    const quiet = await observe(victim, milliseconds / 2);
    const seen = await beside(name, victim, milliseconds);
    const bounds = boundsOf(name);
    let bare = 0;
    if (soaking && seen.page > 5 * quiet.page) {
      await using server = await startBare(victim);
      // It lets a crowd that pipelines delay others for any time.
      const late = wait(4 * milliseconds, { page: Number.POSITIVE_INFINITY }, { ref: false });
      bare = (await Promise.race([beside(name, server, milliseconds), late])).page;
    }
    const page = longest(quiet.page, bare);
    const MiB = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`;
    const ms = (time: number) => time.toFixed(1);
    tell(
      [
        `${bounds.size} that ${name}`,
        `  memory    ${MiB(seen.memory)} (at most ${MiB(most.memory)})`,
        `  files     ${seen.files} (at most ${most.files})`,
        `  /healthz  p99 ${ms(seen.health)} ms (at most ${bounds.health})`,
        `  a page    p99 ${ms(seen.page)} ms (at most ${ms(page)}); quiet ${ms(quiet.page)}${bare > 0 ? `, of a bare server ${ms(bare)}` : ""}`,
        `  its loop  ran for ${seen.ran} of the time, waited for a processor for ${seen.waited}; quiet ${quiet.waited}`,
      ].join("\n"),
    );
    expect(seen.memory).toBeLessThan(most.memory);
    expect(seen.files).toBeLessThan(most.files);
    if (!soaking) return;
    expect(seen.health).toBeLessThan(bounds.health);
    expect(seen.page).toBeLessThan(page);
  },
);
