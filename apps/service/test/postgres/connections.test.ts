import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";

import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { connections } from "../../src/store/postgres/connections.ts";
import { UnknownOutcomeError } from "../../src/store/postgres/errors.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.ts";
import { snapshots } from "../../src/store/postgres/snapshots.ts";
import { readTimeout, StoreBusyError, StoreUnavailableError } from "../../src/store/store.ts";
import { soaking } from "../soak.ts";
import { add, configsOf, settings, usersOf } from "../store/requests.ts";
import { type Cluster, startPair } from "./cluster.ts";
import { newDatabase, type PostgresServer } from "./server.ts";

const open = (url: string, poolSize?: number) =>
  openPostgresStore(parseConnectionString(url), { poolSize });

describe("a store whose PostgreSQL is a primary and a synchronous standby", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startPair("hotspot");
  });
  afterAll(() => cluster[Symbol.asyncDispose]());

  it("refuses a standby with words", async () => {
    const opening = open(cluster.standby.url("hotspot"));
    await expect(opening).rejects.toThrow(/is a standby, or read-only/);
  });

  it("finds the primary behind a standby and a host that is gone", async () => {
    const { primary, standby } = cluster;
    const url = `postgres://postgres@127.0.0.1:1,127.0.0.1:${standby.port},127.0.0.1:${primary.port}/hotspot`;
    const store = await open(url);
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
  });

  it("finds the primary behind a host that accepts connections and never answers", async () => {
    await using silent = await listening(() => undefined);
    const url = `postgres://postgres@127.0.0.1:${silent.port},127.0.0.1:${cluster.primary.port}/hotspot`;
    const store = await open(url);
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
  });

  it.each([
    ["cancelled", "pg_cancel_backend"],
    ["ended with its connection", "pg_terminate_backend"],
  ])("does not know the outcome of a commit whose wait for the standby is %s", async (_, end) => {
    await using resources = new AsyncDisposableStack();
    const store = await open(cluster.url("hotspot"));
    resources.defer(() => store.close());
    const { id } = await store.createConfig("p", settings(1));
    const admin = new Client({ connectionString: cluster.primary.url("hotspot") });
    await admin.connect();
    resources.defer(() => admin.end());
    await admin.query("ALTER SYSTEM SET synchronous_standby_names = 'absent'");
    await admin.query("SELECT pg_reload_conf()");
    // Until then the standby confirms commits.
    const unneeded = "SELECT FROM pg_stat_replication WHERE sync_priority = 0";
    while ((await admin.query(unneeded)).rowCount === 0) await pause(20);
    const writes = [
      store.updateUsers("p", id, add({ user_id: "1" })),
      store.updateConfig("p", id, settings(2)),
      store.createConfig("p", settings(3)),
    ];
    // The first two write the same configuration: one after the other, or together.
    const errors = Promise.all(writes.map((write) => write.catch((error: unknown) => error)));
    const waits = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
    // A write that begins once the connection of another has ended would look for another host.
    while ((await admin.query(`SELECT ${waits}`)).rowCount !== 2) await pause(20);
    const endWaits = `SELECT ${end}(pid) ${waits}`;
    while ((await Promise.race([errors, pause(50)])) === undefined) await admin.query(endWaits);
    for (const error of await errors) expect(error).toBeInstanceOf(UnknownOutcomeError);
    await admin.query("ALTER SYSTEM SET synchronous_standby_names = '*'");
    await admin.query("SELECT pg_reload_conf()");
  });
});

it("a refused statement is an error that does not repeat what was to be stored", async () => {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await newDatabase());
  const store = await open(database.url);
  resources.defer(() => store.close());
  const hash = new Uint8Array(32).fill(0xab);
  const token = { projectId: "p", role: "admin", expiresAt: undefined } as const;
  await store.addToken(hash, token);
  const error = await store.addToken(hash, token).catch((thrown: unknown) => thrown);
  expect(inspect(error)).toMatch(/SQLSTATE 23505 tokens_hash_key/);
  expect(inspect(error)).not.toContain("abab");
});

describe("a store whose connections break", () => {
  it("fails a write that waits as unavailable, and works on new connections at once", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const store = await open(database.url, 3);
    resources.defer(() => store.close());
    const { id } = await store.createConfig("p", settings(1));
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query("BEGIN; SELECT FROM configs FOR UPDATE");
    const write = store
      .updateUsers("p", id, add({ user_id: "1" }))
      .catch((error: unknown) => error);
    await untilWaiting(holder);
    await database.server.execute(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = '${database.name}' AND application_name = 'hotspot-service'`,
    );
    expect(await write).toBeInstanceOf(StoreUnavailableError);
    await holder.end();
    expect(await usersOf(store, "p", id)).toEqual([]);
    expect(await store.updateUsers("p", id, add({ user_id: "2" }))).toBe(true);
  });

  // An answer is waited for longer than the server's own time-outs last.
  it.runIf(soaking)("gives up a server that is frozen, and works on new connections", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const store = await open(database.url, 2);
    resources.defer(() => store.close());
    const { id } = await store.createConfig("p", settings(1));
    await Promise.all([configsOf(store, "p"), configsOf(store, "p")]);
    const admin = new Client({ connectionString: database.url });
    await admin.connect();
    resources.defer(() => admin.end());
    const { rows } = await admin.query(
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'hotspot-service' AND datname = current_database()",
    );
    for (const { pid } of rows) {
      process.kill(pid, "SIGSTOP");
      resources.defer(() => void process.kill(pid, "SIGCONT"));
    }
    const begin = performance.now();
    const read = store.listUsers("p", id, "", { offset: 0, limit: 1 });
    const write = store.updateConfig("p", id, settings(2));
    const [readResult, writeResult] = await Promise.allSettled([read, write]);
    expect(readResult).toMatchObject({ reason: expect.any(StoreUnavailableError) });
    expect(writeResult).toMatchObject({ reason: expect.any(UnknownOutcomeError) });
    expect(await store.updateConfig("p", id, settings(3))).toMatchObject({ id });
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  it("keeps its connections to a primary that takes no more of them", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const role = `of_${database.name}`;
    await database.execute(`CREATE ROLE ${role} LOGIN CONNECTION LIMIT 2;
      ALTER DATABASE ${database.name} OWNER TO ${role}; ALTER SCHEMA public OWNER TO ${role}`);
    const store = await open(database.url.replace("postgres@", `${role}@`), 5);
    resources.defer(() => store.close());
    await Promise.all([configsOf(store, "p"), configsOf(store, "p")]);
    const before = await processesOf(database.url, role);
    expect(before).toHaveLength(2);
    const reads = Array.from({ length: 20 }, () => configsOf(store, "p"));
    const refusals = (await Promise.allSettled(reads)).flatMap((result) =>
      result.status === "rejected" ? [result.reason instanceof StoreBusyError] : [],
    );
    expect(refusals).not.toContain(false);
    await expect(configsOf(store, "p")).resolves.toEqual([]);
    expect(await processesOf(database.url, role)).toEqual(before);
  });

  it("gives a reader of a large list as long as the list may take", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const pool = connections(parseConnectionString(database.url));
    resources.defer(() => pool.close());
    const text = "SHOW idle_in_transaction_session_timeout";
    const list = await snapshots(pool.of, 1).read("p", async function* parts(query) {
      yield String(await query({ name: "show", text }, []));
      return undefined;
    });
    expect(await Array.fromAsync(list)).toEqual([`${readTimeout / 60_000}min`]);
  });

  it("refuses a call when every connection is in use for too long", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const store = await open(database.url, 1);
    resources.defer(() => store.close());
    const { id } = await store.createConfig("p", settings(1));
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    await holder.query("BEGIN; SELECT FROM configs FOR UPDATE");
    const write = store.updateUsers("p", id, add({ user_id: "1" }));
    // The server's lock time-out comes first: the call that waits for the connection gets it then.
    const read = store.listUsers("p", id, "", { offset: 0, limit: 1 });
    await expect(write).rejects.toThrow(StoreBusyError);
    await expect(read).resolves.toBeDefined();
    await holder.end();
  });
});

/** The server's processes for the connections of a role. */
async function processesOf(url: string, role: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const text = "SELECT pid FROM pg_stat_activity WHERE usename = $1 ORDER BY pid";
  const { rows } = await client.query(text, [role]);
  await client.end();
  return rows;
}

async function untilWaiting(client: Client): Promise<void> {
  const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
  while ((await client.query(waiting)).rowCount === 0) {
    await pause(20);
  }
}

describe("a pooler between the service and PostgreSQL", () => {
  it("that drops the settings of connections is refused with words", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    // Nor do defaults that resemble the settings which were lost make it pass for PostgreSQL.
    await database.execute(`ALTER DATABASE ${database.name} SET statement_timeout = '10s'`);
    const pooler = resources.use(
      await listening((socket) => dropSettings(socket, database.server)),
    );
    const url = `postgres://postgres@127.0.0.1:${pooler.port}/${database.name}`;
    await expect(open(url)).rejects.toThrow(/: a pooler that drops or refuses/);
  });

  it("that refuses the settings of connections is refused with words", async () => {
    // What PgBouncer answers to a start-up with a setting that it does not know.
    const fields = "SFATAL\0C08P01\0Munsupported startup parameter: statement_timeout\0\0";
    const refusal = Buffer.alloc(5);
    refusal.write("E");
    refusal.writeInt32BE(4 + fields.length, 1);
    await using pooler = await listening((socket) => {
      socket.once("data", () => socket.end(Buffer.concat([refusal, Buffer.from(fields)])));
    });
    await expect(open(`postgres://127.0.0.1:${pooler.port}/x`)).rejects.toThrow(
      /a pooler that drops or refuses the settings of connections: connect to PostgreSQL itself/,
    );
  });
});

/** Leads a connection to a server without the settings of its first message, as PgBouncer can be told to. */
function dropSettings(client: Socket, { port }: PostgresServer): void {
  const server = connect(port, "127.0.0.1").on("error", () => undefined);
  client.on("close", () => server.destroy());
  client.once("data", (message: Buffer) => {
    // Its length and the version of the protocol, then names and values that end with a NUL each.
    const texts = message.toString("latin1", 8).split("\0");
    const kept = ["user", "database"].flatMap((name) => [
      name,
      texts[texts.indexOf(name) + 1] ?? "",
    ]);
    const parameters = Buffer.from(`${kept.join("\0")}\0\0`, "latin1");
    const head = Buffer.from(message.subarray(0, 8));
    head.writeInt32BE(head.length + parameters.length);
    server.write(Buffer.concat([head, parameters]));
    client.pipe(server).pipe(client);
  });
}

/** A server that is no PostgreSQL. */
async function listening(connected: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    connected(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
