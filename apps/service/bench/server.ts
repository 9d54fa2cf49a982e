import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

const children = new Set<ChildProcess>();
process.on("exit", () => children.forEach((child) => child.kill("SIGKILL")));

/** A server in a process of its own. Where there is no /proc, it cannot be weighed. */
export interface Server extends AsyncDisposable {
  readonly address: string;
  /** CPU time of all its threads so far, in microseconds. */
  cpuTime(): number;
  /** Resident set in MiB. */
  memory(): number;
}

/** Runs a program and waits for the line on its standard output that has its address. */
export async function startServer(
  program: string,
  settings: Readonly<Record<string, string>>,
): Promise<Server> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env["PATH"], NODE_ENV: "production", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  const closed = once(child, "close").then(() => void children.delete(child));
  const { promise: ready, resolve, reject } = Promise.withResolvers<string>();
  // All lines are read, so that a full pipe never blocks the server.
  createInterface({ input: child.stdout }).on("line", (line) => {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address !== undefined) resolve(address);
  });
  void closed.then(() => reject(new Error(`${program} ended before it was ready`)));
  const address = await ready;

  const proc = (file: string) =>
    process.platform === "linux" ? readFileSync(`/proc/${child.pid}/${file}`, "utf8") : "";
  return {
    address,
    cpuTime() {
      // User and system time, in hundredths of a second.
      const [user, system] = proc("stat").split(" ").slice(13, 15);
      return (Number(user) + Number(system)) * 10_000;
    },
    memory: () => Number(/^VmRSS:\s+(\d+)/m.exec(proc("status"))?.[1]) / 1024,
    async [Symbol.asyncDispose]() {
      child.kill();
      await closed;
    },
  };
}
