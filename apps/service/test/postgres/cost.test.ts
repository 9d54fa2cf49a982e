import { once } from "node:events";
import { connect, createServer } from "node:net";

import { Client } from "pg";
import { describe, expect, it } from "vitest";

import { clientConfig } from "../../src/store/postgres/client-config.ts";
import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.ts";
import { setSettingsOfUnlocked } from "../../src/store/postgres/settings.ts";
import { statements } from "../../src/store/postgres/users.ts";
import { add, numbered, settings } from "../store/requests.ts";
import { newDatabase, type PostgresServer } from "./server.ts";

describe("a statement that finds rows by keys or by place", () => {
  it("reads no more rows than it finds, among very many without statistics", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const target = parseConnectionString(database.url);
    const store = await openPostgresStore(target);
    resources.defer(() => store.close());
    for (const table of ["users", "configs"]) {
      await database.execute(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`);
    }
    const { id } = await store.createConfig("p", settings(1));
    for (let from = 0; from < 8000; from += 1000) {
      const users = numbered(1000, `${from} `).map(({ user_id }, index) => {
        const user_name = `name ${from + index}`;
        return index % 2 === 0 ? { user_id, user_name } : { user_name };
      });
      await store.updateUsers("p", id, add(...users));
    }
    await database.execute(`INSERT INTO configs (project_id, seq, id, enable, exit_num, next_place)
      SELECT 'p', n, 'config ' || n, true, 1, 0 FROM generate_series(2, 3000) AS n`);
    const keys = Array.from({ length: 100 }, (_, index) => index);
    const ids = keys.map((key) => `3000 ${key}`);
    const names = keys.map((key) => `name ${key + 5000}`);
    const [host] = target.hosts;
    const client = new Client({ ...clientConfig(target), ...host });
    await client.connect();
    resources.defer(() => client.end());

    async function rowsRead(text: string, values: unknown[]): Promise<number> {
      await client.query("BEGIN");
      const explain = { text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values };
      const { rows } = await client.query(explain);
      await client.query("ROLLBACK");
      return readBy(rows[0]["QUERY PLAN"][0].Plan);
    }
    const { pageOfUsers, find, removeAt, removeMatching } = statements;
    // A hundred keys of each kind, and the ranges of one level and a page.
    expect(await rowsRead(find.text, ["p", 1, ids, names, names])).toBeLessThan(500);
    expect(await rowsRead(removeMatching.text, ["p", 1, ids, names])).toBeLessThan(800);
    expect(await rowsRead(removeAt.text, ["p", 1, keys])).toBeLessThan(500);
    expect(await rowsRead(pageOfUsers.text, ["p", id, 7000, 100])).toBeLessThan(500);
    const changes = keys.map((key) => ({ id: `config ${key + 2}`, enable: 1, exit_num: 2 }));
    expect(await rowsRead(setSettingsOfUnlocked.text, ["p", JSON.stringify(changes)])).toBeLessThan(
      500,
    );
  });
});

interface PlanNode {
  readonly "Relation Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** How many rows of tables were read. */
function readBy(node: PlanNode): number {
  const { "Relation Name": table, Plans: plans = [] } = node;
  const each = node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0);
  const own = table === undefined ? 0 : each * node["Actual Loops"];
  return plans.reduce((sum, plan) => sum + readBy(plan), own);
}

describe("a request of 1,000 users", () => {
  it("takes at most 8 round trips", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const counter = resources.use(await roundTripCounter(database.server));
    const url = `postgres://postgres@127.0.0.1:${counter.port}/${database.name}`;
    const store = await openPostgresStore(parseConnectionString(url), { poolSize: 1 });
    resources.defer(() => store.close());
    const users = numbered(1000);
    const trips = [];
    counter.count();
    const { id } = await store.createConfig("p", { ...settings(1), non_migrate_users: users });
    trips.push(counter.count());
    for (const update_type of ["ADD", "DELETE"] as const) {
      const named = users.map(({ user_id }) => ({ user_id, user_name: "new name" }));
      const change = {
        update_type,
        non_migrate_users: [...named.slice(500), ...numbered(500, "x")],
      };
      expect(await store.updateUsers("p", id, change)).toBe(true);
      trips.push(counter.count());
    }
    expect(Math.max(...trips), trips.join(", ")).toBeLessThanOrEqual(8);
    expect(Math.min(...trips)).toBeGreaterThan(0);
  });
});

/** Stands between a client and a server, and counts how often the client waits for the server. */
async function roundTripCounter(target: PostgresServer) {
  let trips = 0;
  let last: "client" | "server" = "server";
  const proxy = createServer((client) => {
    const server = connect(target.port, "127.0.0.1");
    client.on("data", (chunk) => {
      last = "client";
      server.write(chunk);
    });
    server.on("data", (chunk) => {
      if (last === "client") trips += 1;
      last = "server";
      client.write(chunk);
    });
    client.on("close", () => server.destroy()).on("error", () => undefined);
    server.on("close", () => client.destroy()).on("error", () => undefined);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  return {
    port: address.port,
    /** Since the last count. */
    count(): number {
      const counted = trips;
      trips = 0;
      return counted;
    },
    async [Symbol.asyncDispose]() {
      proxy.close();
      await once(proxy, "close");
    },
  };
}
