import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A server as a process of its own. */
export interface Server extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  /** Processor time so far, of all its threads, in seconds; not a number where /proc has none. */
  cpuSeconds(): number;
  /** Memory in use (resident set) in MiB, once it is steady; not a number where /proc has none. */
  memory(): Promise<number>;
}

const children = new Set<ReturnType<typeof spawn>>();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/**
 * Runs a program with this Node and waits for the line that tells its address.
 *
 * What it complains of is passed on to standard error.
 *
 * @throws if it ends instead
 */
export async function startServer(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env["PATH"], NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  createInterface({ input: child.stderr }).on("line", (line) => {
    // What the service logs for information is its default, and nothing to stop at.
    if (!line.startsWith('{"level":30,')) process.stderr.write(`${line}\n`);
  });
  const closed = once(child, "close").then(() => void children.delete(child));
  const address = await Promise.race([
    addressIn(child.stdout),
    closed.then(() => {
      throw new Error(`${args.join(" ")} ended at once`);
    }),
  ]);
  const proc = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, "utf8");
  const isLinux = process.platform === "linux";

  return {
    address,
    port: Number(new URL(address).port),
    cpuSeconds: () => (isLinux ? cpuSecondsIn(proc("stat")) : Number.NaN),
    memory: async () => (isLinux ? steady(() => residentIn(proc("status"))) : Number.NaN),
    async [Symbol.asyncDispose]() {
      child.kill();
      await closed;
    },
  };
}

async function addressIn(stdout: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: stdout });
  const found = Promise.withResolvers<string>();
  // Goes on reading afterwards, so that a server that talks is not held up.
  lines.on("line", (line) => {
    const address = /(?:ready at|listening on) (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (address !== undefined) found.resolve(address);
  });
  return found.promise;
}

/** The 14th and 15th field of /proc/PID/stat, in ticks, of which Linux tells of 100 a second. */
function cpuSecondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const residentIn = (status: string) => Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;

/** The value once it has stayed within 2 % for a second; after half a minute the last one. */
async function steady(read: () => number): Promise<number> {
  let last = read();
  for (let same = 0, tries = 0; same < 5 && tries < 150; tries++) {
    await wait(200);
    const now = read();
    same = Math.abs(now - last) <= last * 0.02 ? same + 1 : 0;
    if (same === 0) last = now;
  }
  return read();
}

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** A program of `peers/`, with its arguments. */
export const startPeer = (file: string, ...args: string[]) =>
  startServer([pathOf(`peers/${file}`), ...args]);

/** Prism's own command line, as the package of the house that keeps Prism has it installed. */
export function startPrism(contractFile: string): Promise<Server> {
  const keeper = import.meta.resolve("@hotspot-session/mock/package.json");
  const manifest = findPackageJSON("@stoplight/prism-cli", keeper);
  if (manifest === undefined) throw new Error("Prism is not installed: run pnpm install");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8")) as { bin: { prism: string } };
  const program = join(dirname(manifest), bin.prism);
  return startServer([program, "mock", "-m", "false", "-p", "0", contractFile]);
}

export interface ServiceOptions {
  readonly database: string;
  readonly projectId: string;
  readonly token: string;
  /** Where to leave a CPU profile when it ends. */
  readonly profiles?: string | undefined;
}

/** The built service, as an operator starts it. */
export function startService(options: ServiceOptions): Promise<Server> {
  const { database, projectId, token, profiles } = options;
  const node = profiles === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profiles}`];
  return startServer([...node, pathOf("../bin/hotspot-service.js")], {
    HOTSPOT_PORT: "0",
    HOTSPOT_DATABASE_URL: database.startsWith("postgres:") ? database : `sqlite:${database}`,
    HOTSPOT_BOOTSTRAP_PROJECT_ID: projectId,
    HOTSPOT_BOOTSTRAP_TOKEN: token,
  });
}
