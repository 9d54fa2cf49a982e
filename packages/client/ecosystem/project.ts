import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { build } from "vite";

const run = promisify(execFile);

/** A project of a user, empty but for the client as npm would install it. */
export interface Project extends AsyncDisposable {
  readonly folder: string;
  /** The suite and the client in one script, which defines the global `suite`. */
  readonly bundle: string;
}

/**
 * Packs the client and all it depends on, installs the tarballs with npm into an empty project, and
 * bundles the suite there with Vite. Nothing is fetched: what is installed here is packed again.
 */
export async function createProject(): Promise<Project> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "hotspot-ecosystem-")));
  try {
    const [client, signature, types, openapiFetch] = await Promise.all([
      pack(folder, packageFolder(".", import.meta.url)),
      pack(folder, packageFolder("@hotspot-session/signature", import.meta.url)),
      pack(folder, packageFolder("@hotspot-session/types", import.meta.url)),
      packInstalled(folder, packageFolder("openapi-fetch", import.meta.url)),
    ]);
    await install(folder, [client, signature, types, ...openapiFetch]);
    await Promise.all(
      ["suite.mjs", "drivers/process.mjs", "drivers/require.cjs", "drivers/old-platform.mjs"].map(
        (file) => copyFile(new URL(file, import.meta.url), join(folder, basename(file))),
      ),
    );
    return {
      folder,
      bundle: await bundle(folder),
      [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
    };
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
}

function packageFolder(name: string, from: string | URL): string {
  const manifest = findPackageJSON(name, from);
  if (manifest === undefined) throw new Error(`${name} is not installed: run pnpm install`);
  return dirname(manifest);
}

/** By pnpm: only it puts versions in the place of `workspace:` and `catalog:`. */
async function pack(into: string, folder: string): Promise<string> {
  const args = ["pack", "--json", "--pack-destination", into];
  const options = { cwd: folder };
  const { stdout } = await run("pnpm", args, options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    // A test that is run without pnpm has npm.
    return run("npx", ["--yes", "pnpm@12", ...args], options);
  });
  const { filename }: { filename: string } = JSON.parse(stdout);
  return filename;
}

/** A package of the registry, and its dependencies: their folders are what was once unpacked. */
async function packInstalled(into: string, folder: string): Promise<readonly string[]> {
  const manifest = await realpath(join(folder, "package.json"));
  const fields: { dependencies?: Record<string, string> } = JSON.parse(
    await readFile(manifest, "utf8"),
  );
  // Of files with the same content pnpm makes one, with many names, and npm packs only the first.
  const copy = await mkdtemp(join(into, "installed-"));
  await cp(dirname(manifest), copy, { recursive: true });
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", into];
  const { stdout } = await run("npm", [...args, copy]);
  const [packed]: [{ filename: string }] = JSON.parse(stdout);
  const others = await Promise.all(
    Object.keys(fields.dependencies ?? {}).map((name) =>
      packInstalled(into, packageFolder(name, manifest)),
    ),
  );
  return [join(into, packed.filename), ...others.flat()];
}

async function install(folder: string, tarballs: readonly string[]): Promise<void> {
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await run("npm", ["install", ...quiet, ...tarballs], { cwd: folder });
}

async function bundle(folder: string): Promise<string> {
  const outDir = join(folder, "bundle");
  await mkdir(outDir);
  await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    build: {
      outDir,
      lib: {
        entry: join(folder, "suite.mjs"),
        name: "suite",
        formats: ["iife"],
        fileName: () => "suite.js",
      },
    },
  });
  return join(outDir, "suite.js");
}

/** A file beside this one. */
export function fileHere(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
