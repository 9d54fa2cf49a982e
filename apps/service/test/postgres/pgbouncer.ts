import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { clusterFolder, freePort, host, owner, type PostgresServer, user } from "./server.ts";

/** Whether this machine has PgBouncer: it comes in no npm package. */
export const hasPgBouncer = spawnSync("pgbouncer", ["--version"]).status === 0;

/** A PgBouncer in transaction mode before a server. */
export async function startPgBouncer(server: PostgresServer, settings: readonly string[]) {
  await using started = new AsyncDisposableStack();
  const folder = clusterFolder();
  started.defer(() => rmSync(folder, { recursive: true }));
  const port = await freePort();
  const lines = [
    "[databases]",
    `* = host=${host} port=${server.port} user=${user}`,
    "[pgbouncer]",
    `listen_addr = ${host}`,
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = any",
    "pool_mode = transaction",
    ...settings,
  ];
  const file = join(folder, "pgbouncer.ini");
  writeFileSync(file, lines.join("\n"));
  // It refuses to run as root.
  const child = spawn("pgbouncer", [file], { ...owner, stdio: ["ignore", "ignore", "pipe"] });
  const closed = once(child, "close");
  started.defer(async () => {
    child.kill("SIGTERM");
    await closed;
  });
  for await (const line of createInterface(child.stderr)) if (line.includes("process up")) break;
  child.stderr.resume();
  const running = started.move();
  return {
    url: (database: string) => `postgres://${user}@${host}:${port}/${database}`,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
