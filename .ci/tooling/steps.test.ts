import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { describe, expect, it, vi } from "vitest";

import { isRunning } from "./is-running.ts";

const steps = fileURLToPath(new URL("../steps.ts", import.meta.url));
const hangs = `require("fs").writeFileSync("started", String(process.pid)); setInterval(() => {}, 1000)`;

/** A workspace with a task that never ends. */
async function workspaceThatHangs() {
  const folder = await mkdtempDisposable(join(tmpdir(), "hotspot-steps-"));
  const write = (file: string, fields: object) =>
    writeFile(join(folder.path, file), JSON.stringify(fields));
  const scripts = { hang: `node -e '${hangs}'` };
  await write("package.json", { name: "root", packageManager: "pnpm@12.21.0", scripts });
  await write("turbo.json", { tasks: { "//#hang": { cache: false } } });
  await write("pnpm-workspace.yaml", { packages: ["one"], pmOnFail: "ignore" });
  await mkdir(join(folder.path, "one"));
  await write("one/package.json", { name: "one" });
  return folder;
}

/** Runs the task, sends a signal to the run once the task has started, and waits for both to end. */
async function run(folder: string, settings: NodeJS.ProcessEnv, signal?: NodeJS.Signals) {
  const env = { ...process.env, ...settings };
  const child = spawn(process.execPath, [steps, "hang"], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const stdout = text(child.stdout);
  const started = join(folder, "started");
  await vi.waitUntil(() => existsSync(started), 20_000);
  if (signal !== undefined) child.kill(signal);
  const id = Number(await readFile(started, "utf8"));
  await vi.waitUntil(() => child.exitCode ?? child.signalCode, 20_000);
  await vi.waitUntil(() => !isRunning(id), 5000);
  return { exitCode: child.exitCode, stdout: await stdout };
}

describe.concurrent("a task that hangs", () => {
  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("ends after %s to the run", async (signal) => {
    await using folder = await workspaceThatHangs();
    expect(await run(folder.path, {}, signal)).toMatchObject({ exitCode: null });
  });

  it("ends with the time limit, and fails the run", async () => {
    await using folder = await workspaceThatHangs();
    const { exitCode, stdout } = await run(folder.path, { STEPS_TIME_LIMIT_SECONDS: "2" });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("✗ stopped after 2 seconds: a task hangs");
  });
});
