import { Client } from "pg";
import { afterAll } from "vitest";

import { parseConnectionString } from "../../src/store/postgres/connection-string.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.ts";
import { migrations } from "../../src/store/postgres/schema.ts";
import { soaking } from "../soak.ts";
import { describePartitionedStore, describeStore } from "../store/describe-store.ts";
import type { StorePlace } from "../store/store-place.ts";
import { newDatabase } from "./server.ts";

/**
 * Removes everything that stores hold in a database, whose tables stay. `TRUNCATE` makes new files for a
 * table and its indexes, and so pays only where many rows are to go.
 */
const empty = `SET session_replication_role = replica; -- does not check foreign keys
  DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables
      WHERE schemaname = 'public' AND tablename <> 'hotspot_schema'
    LOOP
      IF pg_relation_size(name::regclass) > 65536 THEN EXECUTE 'TRUNCATE ' || name || ' CASCADE';
      ELSE EXECUTE 'DELETE FROM ONLY ' || name;
      END IF;
    END LOOP;
  END $$`;

/**
 * Places in a database that one test after the other has for itself: to make one takes longer than most
 * tests do.
 *
 * @param prepare SQL that is run in the database first
 */
function places(prepare = "") {
  const all = new AsyncDisposableStack();
  afterAll(() => all.disposeAsync());
  async function newPlace() {
    const database = all.use(await newDatabase());
    const client = new Client({ connectionString: database.url });
    await client.connect();
    all.defer(() => client.end());
    await client.query(prepare);
    return { ...database, client };
  }
  let unused: Awaited<ReturnType<typeof newPlace>> | undefined;
  return async (): Promise<StorePlace> => {
    const place = unused ?? (await newPlace());
    unused = undefined;
    const { name, url, server, client } = place;
    const resources = new AsyncDisposableStack();
    resources.defer(async () => {
      await client.query(empty);
      unused = place;
    });
    return {
      async open() {
        const store = await openPostgresStore(parseConnectionString(url));
        resources.defer(() => store.close());
        return store;
      },
      async break() {
        const allow = (isAllowed: boolean) =>
          server.execute(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${isAllowed}`);
        await allow(false);
        resources.defer(() => allow(true));
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        );
      },
      async lock() {
        await client.query("BEGIN; LOCK TABLE projects, configs, users, tokens IN EXCLUSIVE MODE");
        return { [Symbol.asyncDispose]: async () => void (await client.query("ROLLBACK")) };
      },
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    };
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

describeStore("PostgreSQL", places(), soaking ? 0.25 : 0.1);
describePartitionedStore("PostgreSQL, with tables partitioned by project", places(partitioned));
