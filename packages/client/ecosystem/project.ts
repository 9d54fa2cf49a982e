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
 * Packs the client and all it depends on, unpacks it in an empty project as npm does, and bundles the
 * suite there with Vite. Nothing is fetched: what is installed here is taken for what it was made of.
 */
export async function createProject(): Promise<Project> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "hotspot-ecosystem-")));
  try {
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    await Promise.all([
      installPacked(folder, "@hotspot-session/client", "."),
      installPacked(folder, "@hotspot-session/signature"),
      installPacked(folder, "@hotspot-session/types"),
      copyInstalled(folder, "openapi-fetch", import.meta.url),
      ...[
        "suite.mjs",
        "drivers/process.mjs",
        "drivers/require.cjs",
        "drivers/old-platform.mjs",
      ].map((file) => copyFile(new URL(file, import.meta.url), join(folder, basename(file)))),
    ]);
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

/** Unpacks the tarball of one of our packages where npm would put it. */
async function installPacked(folder: string, name: string, from = name): Promise<void> {
  const tarball = await pack(folder, packageFolder(from, import.meta.url));
  const target = join(folder, "node_modules", name);
  await mkdir(target, { recursive: true });
  await run("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
}

/** Copies a package of the registry, and its dependencies: their folders are what was once unpacked. */
async function copyInstalled(folder: string, name: string, from: string | URL): Promise<void> {
  const manifest = await realpath(join(packageFolder(name, from), "package.json"));
  const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(
    await readFile(manifest, "utf8"),
  );
  await cp(dirname(manifest), join(folder, "node_modules", name), { recursive: true });
  await Promise.all(
    Object.keys(dependencies).map((other) => copyInstalled(folder, other, manifest)),
  );
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
