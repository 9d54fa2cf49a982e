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

/** Starts two processes that refuse to end and hold the worker's own output, one leads a group. */
const setUp = `
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
const code = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)";
const started = [false, true].map((detached) =>
  spawn(process.execPath, ["-e", code], { stdio: "inherit", detached }));
await Promise.resolve();
writeFileSync("started", started.map(({ pid }) => pid).join(" "));
`;

/** Runs one file of tests by a vitest of its own, with the configuration of all packages. */
async function processesLeftBy(code: string, signal?: NodeJS.Signals) {
  await using folder = await mkdtempDisposable(join(tmpdir(), "hotspot-owned-"));
  const started = join(folder.path, "started");
  await writeFile(join(folder.path, "broken.test.ts"), setUp + code);
  const args = ["run", "--config", join(root, "vitest.config.ts"), "--root", folder.path];
  args.push("--reporter=default", "--globals", "--test-timeout=500");
  const vitest = spawn("vitest", args, { stdio: "ignore", cwd: folder.path });
  const exit = once(vitest, "exit");
  if (signal !== undefined) {
    await vi.waitUntil(() => existsSync(started), 60_000);
    vitest.kill(signal);
  }
  await exit;
  const ids = (await readFile(started, "utf8")).split(" ").map(Number);
  await vi.waitUntil(() => !ids.some(isRunning), 60_000);
  return { ids, exitCode: vitest.exitCode };
}

const hang = "new Promise(() => {})";

describe.concurrent("the processes that tests start", { timeout: 120_000 }, () => {
  it.each([
    ["a set-up that throws", `beforeAll(() => { throw new Error(); }); it("is", () => {});`],
    ["a test that hangs", `it("hangs", () => ${hang});`],
    ["a worker that is killed", `it("is", () => void process.kill(process.pid, "SIGKILL"));`],
  ])("end after %s", async (_name, code) => {
    const { ids, exitCode } = await processesLeftBy(code);
    expect(ids).toHaveLength(2);
    expect(exitCode).toBe(1);
  });

  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("end after %s to the run", async (signal) => {
    const { ids, exitCode } = await processesLeftBy(`it("hangs", () => ${hang}, 60_000);`, signal);
    expect(ids).toHaveLength(2);
    expect(exitCode).not.toBe(0);
  });
});
