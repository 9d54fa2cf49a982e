import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const run = promisify(execFile);

/** Where what is installed stays for the next run. */
const cache = fileURLToPath(new URL("../node_modules/.cache/hotspot-ecosystem/", import.meta.url));

export const driver = (path: string): string =>
  fileURLToPath(new URL(`drivers/${path}`, import.meta.url));

/** An official SDK: a program that makes calls with it, as the environment says. */
export interface Sdk {
  readonly name: string;
  readonly version: string;
  /** What must be on the machine. */
  readonly needs: readonly string[];
  /** Installs it, and answers the command that runs the program. */
  install(folder: string): Promise<readonly [program: string, ...args: string[]]>;
}

const slow = { timeout: 900_000 };

export const sdks: readonly Sdk[] = [
  {
    name: "Python",
    version: "3.1.219",
    needs: ["python3"],
    async install(folder) {
      const python = await virtualEnvironment(folder, "huaweicloudsdkworkspaceapp==3.1.219");
      return [python, driver("python/suite.py")];
    },
  },
  {
    name: "Go",
    version: "0.1.207",
    needs: ["go"],
    async install(folder) {
      const program = join(folder, "suite");
      const options = { ...slow, cwd: driver("go") };
      await run("go", ["build", "-p", "1", "-o", program, "."], options);
      return [program];
    },
  },
  {
    name: "Java, core",
    version: "3.1.192",
    needs: ["mvn", "java"],
    async install(folder) {
      const build = ["compile", "dependency:copy-dependencies", "-q", "-B"];
      await run("mvn", ["-f", driver("java"), `-DbuildFolder=${folder}`, ...build], slow);
      return [
        "java",
        "-cp",
        [join(folder, "classes"), join(folder, "dependency", "*")].join(":"),
        "Suite",
      ];
    },
  },
  {
    name: "Node, core",
    version: "3.1.211",
    needs: ["npm"],
    async install(folder) {
      // It does not declare that it needs uuid.
      const dependencies = { "@huaweicloud/huaweicloud-sdk-core": "3.1.211", uuid: "9.0.1" };
      await writeFile(
        join(folder, "package.json"),
        JSON.stringify({ private: true, dependencies }),
      );
      await run("npm", ["install", "--no-audit", "--no-fund"], { ...slow, cwd: folder });
      return [process.execPath, driver("node/suite.mjs"), folder];
    },
  },
];

/** A Python with packages of PyPI in a folder. */
export async function virtualEnvironment(folder: string, ...packages: string[]): Promise<string> {
  await run("python3", ["-m", "venv", folder], slow);
  const python = join(folder, "bin", "python");
  await run(
    python,
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages],
    slow,
  );
  return python;
}

/** The first of these programs that the machine lacks. */
export async function firstMissing(programs: readonly string[]): Promise<string | undefined> {
  for (const program of programs) {
    const isThere = await run("sh", ["-c", `command -v ${program}`]).then(
      () => true,
      () => false,
    );
    if (!isThere) return program;
  }
  return undefined;
}

/**
 * Does something once for all runs: what it left in a folder is there the next time.
 *
 * @returns undefined where the machine lacks a program that it needs
 */
export async function once<Result>(
  name: string,
  needs: readonly string[],
  install: (folder: string) => Promise<Result>,
): Promise<{ readonly installed: Result } | { readonly missing: string }> {
  const missing = await firstMissing(needs);
  if (missing !== undefined) return { missing };
  const folder = join(cache, name.replaceAll(/[^\w.]+/g, "-"));
  const stamp = join(folder, "installed.json");
  const known = await readFile(stamp, "utf8").catch(() => undefined);
  if (known !== undefined) return { installed: JSON.parse(known) };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const installed = await install(folder);
  await writeFile(stamp, JSON.stringify(installed));
  return { installed };
}
