import { execFileSync } from "node:child_process";

import { afterAll, beforeAll, expect, it } from "vitest";

import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { UnknownOutcomeError } from "../../src/store/postgres/errors.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.ts";
import { StoreUnavailableError } from "../../src/store/store.ts";
import { startHere } from "../process/start-here.ts";
import { configsOf, settings } from "../store/requests.ts";
import { newDatabase, type PostgresServer, startPostgres } from "./server.ts";

/** Stops every process of a server: its connections stay open, and nothing is answered. */
function freeze({ pid }: PostgresServer): AsyncDisposable {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const processes = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/ +/).map(Number));
  const children = processes.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
  for (const one of [pid, ...children]) process.kill(one, "SIGSTOP");
  return {
    async [Symbol.asyncDispose]() {
      for (const one of [pid, ...children]) process.kill(one, "SIGCONT");
    },
  };
}

/** Of its own: the one that all tests share must not be frozen. */
let old: PostgresServer;
beforeAll(async () => {
  old = await startPostgres();
});
afterAll(() => old[Symbol.asyncDispose]());

it("a primary that is frozen is given up within seconds for the one that takes its place", async () => {
  await using resources = new AsyncDisposableStack();
  const { name, server: next } = resources.use(await newDatabase());
  await old.execute(`CREATE DATABASE ${name}`);
  const parse = (hosts: string) => parseConnectionString(`postgres://postgres@${hosts}/${name}`);
  // It has the tables, as a standby would.
  await (await openPostgresStore(parse(`127.0.0.1:${next.port}`))).close();
  const target = parse(`127.0.0.1:${old.port},127.0.0.1:${next.port}`);
  const store = await openPostgresStore(target, { poolSize: 2 });
  resources.defer(() => store.close());
  const { id } = await store.createConfig("p", settings(1));
  await Promise.all([configsOf(store, "p"), configsOf(store, "p")]);

  resources.use(freeze(old));
  const begin = performance.now();
  const read = store.listUsers("p", id, "", { offset: 0, limit: 1 });
  const write = store.updateConfig("p", id, settings(2));
  const [readResult, writeResult] = await Promise.allSettled([read, write]);
  expect(readResult).toMatchObject({ reason: expect.any(StoreUnavailableError) });
  expect(writeResult).toMatchObject({ reason: expect.any(UnknownOutcomeError) });
  expect(await configsOf(store, "p")).toEqual([]);
  expect(performance.now() - begin).toBeLessThan(8000);
});

it("a service whose database is frozen ends when it is told to", async () => {
  await using resources = new AsyncDisposableStack();
  const service = resources.use(await startHere({ HOTSPOT_DATABASE_URL: old.url("postgres") }));
  resources.use(freeze(old));
  await expect(service.stop()).resolves.toBe(true);
});
