import { setTimeout as pause } from "node:timers/promises";

import { Client } from "pg";
import { expect, it } from "vitest";

import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { connections } from "../../src/store/postgres/connections.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.ts";
import { migrate, migrations } from "../../src/store/postgres/schema.ts";
import { settings } from "../store/requests.ts";
import { newDatabase } from "./server.ts";

it("a migration that waits for a reader of a large list lets older instances go on", async () => {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await newDatabase());
  const target = parseConnectionString(database.url);
  const store = await openPostgresStore(target);
  resources.defer(() => store.close());
  const { id } = await store.createConfig("p", settings(1));
  const reader = new Client({ connectionString: database.url });
  await reader.connect();
  resources.defer(() => reader.end());
  await reader.query("BEGIN; SELECT FROM configs");

  const pool = connections(target, { poolSize: 1 });
  resources.defer(() => pool.close());
  const steps = [...migrations, "ALTER TABLE configs ADD COLUMN added integer"];
  let isOver = false;
  const migration = pool
    .use((client) => migrate(client, true, steps))
    .finally(() => (isOver = true));
  // Longer than a request waits for a lock.
  const begin = performance.now();
  while (performance.now() - begin < 2500) {
    await pause(10);
    await expect(store.updateConfig("p", id, settings(2))).resolves.toMatchObject({ id });
  }
  expect(isOver).toBe(false);
  await reader.query("COMMIT");
  expect(await migration).toBe(migrations.length);
  expect(await store.updateConfig("p", id, settings(3))).toMatchObject({ id });
});
