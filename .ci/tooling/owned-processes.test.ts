import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it, vi } from "vitest";

import { isRunning } from "./is-running.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Starts two processes that hold the worker's own output: one refuses to end, and one that leads a group
 * needs two seconds to end what it has started itself.
 */
const setUp = (started: string) => `
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
const end = "fs.writeFileSync('ended-' + process.pid, ''); process.exit()";
const started = ["", \`setTimeout(() => { \${end} }, 2000)\`].map((then) => {
  const code = \`process.on('SIGTERM', () => { \${then} }); setInterval(() => {}, 1000);
    fs.writeFileSync('ready-' + process.pid, '')\`;
  return spawn(process.execPath, ["-e", code], { stdio: "inherit", detached: then !== "" });
});
for (const { pid } of started) while (!existsSync("ready-" + pid)) await setTimeout(20);
writeFileSync(${JSON.stringify(started)}, started.map(({ pid }) => pid).join(" "));
`;

/** Runs files of tests, each in a worker of its own, by a vitest with the configuration of all packages. */
async function processesLeftBy(tests: readonly string[], signal?: NodeJS.Signals) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "hotspot-owned-"));
  const started = tests.map((_, index) => join(folder.path, `started-${index}`));
  for (const [index, code] of tests.entries()) {
    const file = join(folder.path, `broken-${index}.test.ts`);
    await writeFile(file, setUp(started[index] ?? "") + code);
  }
  const args = ["run", "--config", join(root, "vitest.config.ts"), "--root", folder.path];
  args.push("--reporter=default", "--globals", "--test-timeout=500");
  const vitest = spawn("vitest", args, { stdio: "ignore", cwd: folder.path });
  const exit = once(vitest, "exit");
  if (signal !== undefined) {
    await vi.waitUntil(() => started.every((file) => existsSync(file)), 60_000);
    vitest.kill(signal);
  }
  await exit;
  const written = await Promise.all(started.map((file) => readFile(file, "utf8")));
  const ids = written.flatMap((text) => text.split(" ").map(Number));
  await vi.waitUntil(() => !ids.some(isRunning), 60_000);
  const ended = ids.filter((id) => existsSync(join(folder.path, `ended-${id}`)));
  return { ids, ended, exitCode: vitest.exitCode };
}

const hang = "new Promise(() => {})";

describe.concurrent("the processes that tests start", { timeout: 120_000 }, () => {
  it("end after a set-up that throws, a test that hangs, and a worker that is killed", async () => {
    const { ids, ended, exitCode } = await processesLeftBy([
      `beforeAll(() => { throw new Error(); }); it("is", () => {});`,
      `it("hangs", () => ${hang});`,
      `it("is", () => void process.kill(process.pid, "SIGKILL"));`,
    ]);
    expect(ids).toHaveLength(6);
    expect(ended).toHaveLength(3);
    expect(exitCode).toBe(1);
  });

  it.each(["SIGINT", "SIGKILL"] as const)("end after %s to the run", async (signal) => {
    const tests = [`it("hangs", () => ${hang}, 60_000);`];
    const { ids, ended, exitCode } = await processesLeftBy(tests, signal);
    expect(ids).toHaveLength(2);
    expect(ended).toHaveLength(1);
    expect(exitCode).not.toBe(0);
  });
});
