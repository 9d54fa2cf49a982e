import { execFile } from "node:child_process";
import { access, readFile, writeFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { delimiter, join, sep } from "node:path";
import { promisify } from "node:util";

import { fileHere, type Project } from "./project.ts";

const runFile = promisify(execFile);

/** Ends what hangs: a timer of the client's, say, that keeps its process alive. */
const run = (program: string, args: readonly string[], cwd?: string) =>
  runFile(program, args, { cwd, timeout: 60_000 });

/** Something that runs JavaScript, and must run the client. */
export interface Runtime {
  readonly name: string;
  readonly version: string;
  /**
   * Runs the suite against the mock at this address.
   *
   * @returns what was done
   * @throws Error with what the runtime said, if anything in the suite went wrong
   */
  runSuite(project: Project, url: string): Promise<readonly string[]>;
}

/** A program that takes a file and its arguments: Node, Bun, Deno. */
export async function programRuntime(
  name: string,
  program: string,
  options: readonly string[] = [],
  driver = "process.mjs",
): Promise<Runtime> {
  const { stdout } = await run(program, ["--version"]);
  return {
    name,
    version: /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? stdout.trim(),
    runSuite: ({ folder }, url) => stepsOf(run(program, [...options, driver, url], folder)),
  };
}

/** A runtime that a driver starts inside of our own Node and hands the bundle to. */
export function drivenRuntime(
  name: string,
  version: string,
  driver: string,
  modules: readonly string[] = [],
): Runtime {
  return {
    name,
    version,
    runSuite: ({ bundle }, url) =>
      stepsOf(run(process.execPath, [fileHere(`drivers/${driver}`), ...modules, bundle, url])),
  };
}

/** Web APIs alone, as at the edge, in a package that installs in no time. */
export async function edgeRuntime(): Promise<Runtime> {
  const manifest = findPackageJSON("@edge-runtime/vm", import.meta.url) ?? "";
  const { version }: { version: string } = JSON.parse(await readFile(manifest, "utf8"));
  return drivenRuntime("Edge VM, by Vite", version, "edge-vm.mjs");
}

/** A test runner with its defaults, and a test in the folder of the project. */
export function testRunner(
  name: string,
  version: string,
  program: string,
  test: string,
  options: readonly string[] = [],
): Runtime {
  return {
    name,
    version,
    async runSuite({ folder }, url) {
      const text = await readFile(fileHere(`drivers/${test}`), "utf8");
      await writeFile(join(folder, test), text.replace("MOCK_URL", url));
      await run(process.execPath, [program, ...options, test], folder);
      return [test];
    },
  };
}

async function stepsOf(running: Promise<{ stdout: string }>): Promise<readonly string[]> {
  const { stdout } = await running;
  const steps: unknown = JSON.parse(stdout);
  if (Array.isArray(steps) && steps.every((step) => typeof step === "string")) return steps;
  throw new Error(`the suite answered ${stdout}`);
}

/**
 * The Node of this machine, which is on the PATH behind the one that this repository installs.
 *
 * @returns `undefined` if it has none, or one that the client is not for
 */
export async function nodeOfMachine(): Promise<Runtime | undefined> {
  const folders = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "" && !folder.split(sep).includes("node_modules"));
  for (const folder of folders) {
    const program = join(folder, "node");
    const isThere = await access(program).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    const runtime = await programRuntime("Node of this machine", program);
    return Number.parseInt(runtime.version, 10) >= 20 ? runtime : undefined;
  }
  return undefined;
}
