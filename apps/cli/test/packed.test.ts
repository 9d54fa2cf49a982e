import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const house = "@hotspot-session/";

let folder: string;
let tarballs: readonly string[];

/** Somebody else's empty project, with the packed CLI and all it depends on, from no registry. */
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "hotspot-packed-")));
  const folders = await dependenciesOf(folderOf(".", import.meta.url));
  const ours = folders.filter(({ name }) => name.startsWith(house));
  const theirs = folders.filter(({ name }) => !name.startsWith(house));
  const packed = await Promise.all([
    packInstalled(theirs.map((one) => one.folder)),
    ...ours.map((one) => packOurs(one.folder)),
  ]);
  tarballs = packed.flat();
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await run("npm", ["install", ...quiet, ...tarballs], { cwd: folder });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

function folderOf(name: string, from: string | URL): string {
  const manifest = findPackageJSON(name, from);
  if (manifest === undefined) throw new Error(`${name} is not installed: run pnpm install`);
  return dirname(manifest);
}

interface Installed {
  readonly name: string;
  readonly folder: string;
}

/** The package of a folder, and all it depends on. */
async function dependenciesOf(from: string): Promise<readonly Installed[]> {
  const manifest = await realpath(join(from, "package.json"));
  const { name, dependencies = {} }: { name: string; dependencies?: Record<string, string> } =
    JSON.parse(await readFile(manifest, "utf8"));
  const others = await Promise.all(
    Object.keys(dependencies).map((one) => dependenciesOf(folderOf(one, manifest))),
  );
  const all = [{ name, folder: dirname(manifest) }, ...others.flat()];
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

/** By pnpm: only it puts versions in the place of `workspace:` and `catalog:`. */
async function packOurs(from: string): Promise<readonly string[]> {
  const args = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await run("pnpm", args, { cwd: from }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      // Whoever runs a test without pnpm has npm.
      return run("npx", ["--yes", "pnpm@12", ...args], { cwd: from });
    },
  );
  return [JSON.parse(stdout).filename];
}

/** What was once unpacked from a registry, packed again. */
async function packInstalled(from: readonly string[]): Promise<readonly string[]> {
  // Of files with the same content pnpm makes one, with many names, and npm packs only the first.
  const copies = await Promise.all(
    from.map(async (one) => {
      const copy = await mkdtemp(join(folder, "installed-"));
      await cp(one, copy, { recursive: true });
      return copy;
    }),
  );
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const { stdout } = await run("npm", [...args, ...copies]);
  const packed: { filename: string }[] = JSON.parse(stdout);
  return packed.map(({ filename }) => join(folder, filename));
}

describe("the packed command line", () => {
  it("runs by npx where it is installed", async () => {
    const { stdout } = await run("npx", ["--offline", "hotspot", "--help"], {
      cwd: folder,
    });
    expect(stdout).toMatch(/^Usage: hotspot COMMAND/);
  });

  it("finds the client, and what it shows tables with", async () => {
    const binary = join(folder, "node_modules", ".bin", "hotspot");
    const env = { PATH: process.env["PATH"], HOTSPOT_CONFIG_DIR: folder };
    const failed: { code: number; stdout: string; stderr: string } = await run(binary, ["whoami"], {
      env,
    }).catch((error) => error);
    expect(failed.code).toBe(2);
    expect(failed.stdout).toMatch(/^url +http:\/\/127\.0\.0\.1:8080 +the default$/m);
    expect(failed.stderr).toMatch(/^hotspot: missing the project: /);
  });

  it("brings its man page and its reference, and no tests", async () => {
    const cli = tarballs.find((file) => file.includes("cli")) ?? "";
    const { stdout } = await run("tar", ["-tzf", cli]);
    const files = stdout.trimEnd().split("\n");
    expect(files).toEqual(
      expect.arrayContaining([
        "package/bin/hotspot.js",
        "package/dist/hotspot.1",
        "package/dist/hotspot.md",
        "package/dist/main.js",
        "package/README.md",
        "package/LICENSE",
      ]),
    );
    expect(files.filter((file) => /test|\/bench|\/build/.test(file))).toEqual([]);
    const installed = folderOf("@hotspot-session/cli", join(folder, "package.json"));
    const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
    expect(await readFile(join(installed, manifest.man), "utf8")).toMatch(/^\.TH HOTSPOT 1/);
  });
});
