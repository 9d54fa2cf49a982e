import { execFile } from "node:child_process";
import { mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { dependenciesOf, packedIn } from "./packed.ts";

const run = promisify(execFile);

/** What `release:pack` has packed. */
export const all = await packedIn(fileURLToPath(new URL("../../.release", import.meta.url)));

/** The tarballs of a packed package and of the packages of this repository that it depends on. */
function tarballsOf(name: string): readonly string[] {
  const packed = all.find(({ manifest }) => manifest.name === name);
  if (packed === undefined) return [];
  const others = dependenciesOf(packed.manifest).flatMap(([dependency]) => tarballsOf(dependency));
  return [packed.tarball, ...others];
}

/**
 * Makes a project of a user, in which npm installs packed packages, by their names, with what they
 * depend on, and other packages of the registry.
 *
 * @returns its folder, which the caller removes
 */
export async function install(
  names: readonly string[],
  ...others: readonly string[]
): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "hotspot-project-")));
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const tarballs = new Set(names.flatMap(tarballsOf));
  const words = ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs, ...others];
  await run("npm", words, { cwd: folder });
  return folder;
}
