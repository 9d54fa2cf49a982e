import { Client } from "pg";
import { describe, expect, it, vi } from "vitest";

import type { CommandError } from "../../src/commands/command-error.ts";
import { migrations } from "../../src/store/postgres/schema.ts";
import { command, statusOf } from "../commands/command.ts";
import { startProcess } from "../process/service-process.ts";
import { startHere } from "../process/start-here.ts";
import { newDatabase } from "./server.ts";

const token = "a-token-for-tests-of-32-characters-or-more";

describe("a service on PostgreSQL", () => {
  it("is served ahead of time by migrate, keeps what older instances do, and has metrics", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const settings = {
      HOTSPOT_DATABASE_URL: database.url,
      HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
      HOTSPOT_BOOTSTRAP_TOKEN: token,
      HOTSPOT_METRICS_PORT: "0",
    };
    for (const _ of [1, 2]) {
      const { code, stderr } = await command(settings, "migrate");
      expect(stderr).toMatch(/^The tables of PostgreSQL at .* are up to date\.\n$/);
      expect(code).toBe(0);
    }
    const service = resources.use(await startHere(settings));
    const { address } = service;
    expect(await statusOf(`${address}/v1/p1/hotspot-session-config`, token)).toBe(200);
    const url = /metrics {2}(http:\S+)/.exec(service.output.stdout)?.[1] ?? "";
    const metrics = await (await fetch(url)).text();
    expect(metrics).toMatch(/^hotspot_database_connections [1-9]/m);
    expect(metrics).toMatch(/^hotspot_database_connections_idle \d/m);
    expect(metrics).toMatch(/^hotspot_database_queue_length 0$/m);
    // The next version comes first to the database: this instance goes on.
    await database.execute("UPDATE hotspot_schema SET version = version + 1");
    expect(await statusOf(`${address}/v1/p1/hotspot-session-config`, token)).toBe(200);
    const older = await command(settings, "migrate");
    expect(older.code).toBe(1);
    expect(older.stderr).toContain(
      `the database has version ${migrations.length + 1}, and this service knows version ${migrations.length}`,
    );
    expect(await statusOf(`${address}/readyz`, token)).toBe(200);
    // The one after that may have taken away what this instance needs.
    await database.execute("UPDATE hotspot_schema SET version = version + 1");
    for (const _ of [1, 2]) expect(await statusOf(`${address}/readyz`, token)).toBe(503);
    expect(await statusOf(`${address}/v1/p1/hotspot-session-config`, token)).toBe(503);
    expect(service.output.stderr).toContain(
      `migrated the database to version ${migrations.length + 2}`,
    );
    expect(service.output.stderr.match(/not ready/g)).toHaveLength(1);
  });

  it("stops in order, with 0, where it is told to before it has looked for the first token", async () => {
    await using resources = new AsyncDisposableStack();
    const database = resources.use(await newDatabase());
    const settings = { HOTSPOT_DATABASE_URL: database.url, HOTSPOT_BOOTSTRAP_TOKEN: token };
    expect((await command(settings, "token", "create", "--project", "p")).code).toBe(0);
    const other = new Client({ connectionString: database.url });
    resources.defer(() => other.end());
    await other.connect();
    await other.query("BEGIN; LOCK TABLE tokens IN SHARE ROW EXCLUSIVE MODE");
    const service = resources.use(startProcess(settings));
    const waiting = "SELECT FROM pg_locks WHERE relation = 'tokens'::regclass AND NOT granted";
    // It listens already: the first token comes after that.
    await vi.waitUntil(async () => (await other.query(waiting)).rowCount === 1, {
      timeout: 10_000,
    });
    service.send("SIGTERM");
    await service.logged("stopping");
    await other.query("COMMIT");
    expect(await service.closed).toBe(0);
    expect(service.output.stderr).not.toContain("first token");
  });

  it("backs up by the tools of PostgreSQL, and says so", async () => {
    const settings = { HOTSPOT_DATABASE_URL: "postgres://u:secret@127.0.0.1:1/x" };
    const { code, stderr } = await command(settings, "backup", "/nowhere");
    expect(code).toBe(2);
    expect(stderr).toContain("back up PostgreSQL with pg_dump --format=custom");
  });

  it("that cannot be reached says which hosts were tried, without the password", async () => {
    const settings = { HOTSPOT_DATABASE_URL: "postgres://u:secret@127.0.0.1:1,127.0.0.1:2/x" };
    const starting = startHere(settings).then(
      () => ({ code: 0, stderr: "" }),
      ({ exitCode: code, message: stderr }: CommandError) => ({ code, stderr }),
    );
    const results = [
      await starting,
      await command(settings, "token", "list"),
      await command(settings, "migrate"),
    ];
    for (const result of results) {
      expect(result.code).toBe(1);
      expect(result.stderr).toMatch(
        /127\.0\.0\.1:1: .*ECONNREFUSED.*; 127\.0\.0\.1:2: .*ECONNREFUSED/,
      );
      expect(result.stderr).not.toContain("secret");
    }
  });

  it("refuses a database whose commits are answered before they are on disk", async () => {
    await using database = await newDatabase();
    await database.server.execute(`ALTER DATABASE ${database.name} SET synchronous_commit = off`);
    const { code, stderr } = await command({ HOTSPOT_DATABASE_URL: database.url }, "migrate");
    expect(code).toBe(1);
    expect(stderr).toContain("has synchronous_commit off: an answered write could be lost");
  });

  it("needs a database in UTF-8", async () => {
    await using database = await newDatabase();
    const name = `${database.name}_latin1`;
    const create = `CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`;
    await database.server.execute(create);
    const url = database.server.url(name);
    const { code, stderr } = await command({ HOTSPOT_DATABASE_URL: url }, "migrate");
    await database.server.execute(`DROP DATABASE ${name}`);
    expect(code).toBe(1);
    expect(stderr).toContain("the database must have the encoding UTF8");
  });
});
