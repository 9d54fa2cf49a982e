import { Client } from "pg";

import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.ts";
import { migrations } from "../../src/store/postgres/schema.ts";
import { soaking } from "../soak.ts";
import { describePartitionedStore, describeStore } from "../store/describe-store.ts";
import type { StorePlace } from "../store/store-place.ts";
import { newDatabase } from "./server.ts";

/** @param prepare SQL that is run in the empty database first */
async function newPlace(prepare?: string): Promise<StorePlace> {
  const resources = new AsyncDisposableStack();
  const database = resources.use(await newDatabase());
  if (prepare !== undefined) await database.execute(prepare);
  return {
    async open() {
      const store = await openPostgresStore(parseConnectionString(database.url));
      resources.defer(() => store.close());
      return store;
    },
    async break() {
      await database.server.execute(`ALTER DATABASE ${database.name} ALLOW_CONNECTIONS false`);
      await database.server.execute(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database.name}'`,
      );
    },
    async lock() {
      const client = new Client({ connectionString: database.url });
      await client.connect();
      await client.query("BEGIN; LOCK TABLE projects, configs, users, tokens IN EXCLUSIVE MODE");
      return { [Symbol.asyncDispose]: () => client.end() };
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** What an operator who partitions the tables runs in place of the first migration. */
const partitioned = `${migrations
  .join(";")
  .replaceAll(
    /^CREATE TABLE (projects|configs|users|ranges) \([^]*?^\)(?=;)/gm,
    (table: string, name: string) =>
      [table, " PARTITION BY HASH (project_id)"].join("") +
      [0, 1, 2]
        .map(
          (rest) =>
            `; CREATE TABLE ${name}_${rest} PARTITION OF ${name} FOR VALUES WITH (MODULUS 3, REMAINDER ${rest})`,
        )
        .join(""),
  )}; CREATE TABLE hotspot_schema AS SELECT ${migrations.length} AS version`;

describeStore("PostgreSQL", () => newPlace(), soaking ? 0.25 : 0.1);
describePartitionedStore("PostgreSQL, with tables partitioned by project", () =>
  newPlace(partitioned),
);
