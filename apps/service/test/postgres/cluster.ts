import { chownSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

import { Client } from "pg";

import {
  clusterFolder,
  copyCluster,
  host,
  owner,
  type PostgresServer,
  startCluster,
  startPostgres,
  user,
} from "./server.ts";

/** A primary that answers a commit once its standby has it, too. */
export interface Cluster extends AsyncDisposable {
  readonly primary: PostgresServer;
  readonly standby: PostgresServer;
  /** Names both hosts, the primary first. */
  url(database: string): string;
  /** Makes the standby the primary. */
  promote(): Promise<void>;
}

const running = "SELECT FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'";

export async function startPair(database: string): Promise<Cluster> {
  await using started = new AsyncDisposableStack();
  const primary = started.use(await startPostgres());
  await primary.execute(`CREATE DATABASE ${database}`);
  const standby = started.use(await startStandby(primary));
  await primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'");
  await primary.execute("SELECT pg_reload_conf()");
  await untilFound(primary, running);
  const cluster = started.move();
  return {
    primary,
    standby,
    url: (name) =>
      `postgres://${user}@${host}:${primary.port},${host}:${standby.port}/${name}?target_session_attrs=read-write`,
    async promote() {
      await standby.execute("SELECT pg_promote()");
    },
    [Symbol.asyncDispose]: () => cluster.disposeAsync(),
  };
}

/** A copy of the files of a running server, which follows it from then on. */
async function startStandby(primary: PostgresServer): Promise<PostgresServer> {
  const data = join(clusterFolder(), "data");
  // Start and stop belong to one connection.
  await using client = await connect(primary);
  // PostgreSQL 14 has them by other names, and another kind of backup by default.
  const { rows: versions } = await client.query("SHOW server_version_num");
  const [start, stop] =
    Number(versions[0].server_version_num) < 150_000
      ? ["pg_start_backup('standby', true, false)", "pg_stop_backup(false)"]
      : ["pg_backup_start('standby', true)", "pg_backup_stop(false)"];
  await client.query(`SELECT ${start}`);
  await copyCluster(primary.data, data);
  for (const name of ["postmaster.pid", "postmaster.opts"]) rmSync(join(data, name));
  const { rows } = await client.query(`SELECT labelfile FROM ${stop}`);
  writeFileSync(join(data, "backup_label"), String(rows[0].labelfile));
  writeFileSync(join(data, "standby.signal"), "");
  for (const name of ["backup_label", "standby.signal"]) {
    if (owner !== undefined) chownSync(join(data, name), owner.uid, owner.gid);
  }
  const source = `primary_conninfo=host=${host} port=${primary.port} user=${user}`;
  return startCluster(data, [source], join(data, ".."));
}

async function untilFound(server: PostgresServer, sql: string): Promise<void> {
  await using client = await connect(server);
  while ((await client.query(sql)).rowCount === 0) await pause(20);
}

async function connect(server: PostgresServer) {
  const client = new Client({ connectionString: server.url("postgres") });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}
