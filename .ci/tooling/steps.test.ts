import { spawn, spawnSync } from "node:child_process";
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

interface Run {
  readonly command?: readonly [program: string, ...args: readonly string[]];
  readonly settings?: Readonly<Record<string, string>>;
  /** Sent to the command once the task has started. */
  readonly signal?: NodeJS.Signals;
}

/** Runs the task, and waits until the command and the task have ended. */
async function run(
  folder: string,
  { command = [process.execPath, steps, "hang"], settings = {}, signal }: Run,
) {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const stdout = text(child.stdout);
  const started = join(folder, "started");
  // The file is there before the number is.
  const startedId = async () => Number(await readFile(started, "utf8").catch(() => ""));
  const id = await vi.waitUntil(startedId, 60_000);
  if (signal !== undefined) child.kill(signal);
  await vi.waitUntil(() => child.exitCode ?? child.signalCode, 60_000);
  await vi.waitUntil(() => !isRunning(id), 60_000);
  return { exitCode: child.exitCode, stdout: await stdout };
}

describe.concurrent("a task that hangs", { timeout: 120_000 }, () => {
  it.each(["SIGINT", "SIGKILL"] as const)("ends after %s to the run", async (signal) => {
    await using folder = await workspaceThatHangs();
    expect(await run(folder.path, { signal })).toMatchObject({ exitCode: null });
  });

  it("ends, by a SIGTERM to the run, after npx, which pnpm outlives", async () => {
    await using folder = await workspaceThatHangs();
    const script = `'${process.execPath}' '${steps}' hang`;
    // Shells stand for the processes between npx and the script.
    const commands = { npx: "sh shell", shell: "sh pnpm", pnpm: "sh script", script };
    for (const [name, command] of Object.entries(commands)) {
      await writeFile(join(folder.path, name), `${command}\n:\n`);
    }
    const command = ["sh", "npx"] as const;
    const ended = await run(folder.path, { command, signal: "SIGKILL" });
    expect(ended).toMatchObject({ exitCode: null });
  });

  it("ends with the time limit, and fails the run", async () => {
    await using folder = await workspaceThatHangs();
    const settings = { STEPS_TIME_LIMIT_SECONDS: "2" };
    const { exitCode, stdout } = await run(folder.path, { settings });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("✗ stopped after 2 seconds: a task hangs");
  });
});

it.each(["abc", "1e9"])("a time limit of %s is refused", (limit) => {
  const env = { ...process.env, STEPS_TIME_LIMIT_SECONDS: limit };
  const { status, stderr } = spawnSync(process.execPath, [steps, "hang"], {
    env,
    encoding: "utf8",
  });
  expect(stderr).toBe("STEPS_TIME_LIMIT_SECONDS must be a number from 1 to 86400.\n");
  expect(status).toBe(2);
});
