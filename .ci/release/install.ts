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

/** A packed package and those of the house that come along with it, all by their tarballs. */
function withHouse(name: string): readonly string[] {
  const packed = all.find(({ manifest }) => manifest.name === name);
  if (packed === undefined) return [];
  const others = dependenciesOf(packed.manifest).flatMap(([dependency]) => withHouse(dependency));
  return [packed.tarball, ...others];
}

/**
 * Makes somebody else's project, in which npm installs packed packages and what they depend on.
 *
 * @returns its folder, which is the caller's to remove
 */
export async function install(...names: readonly string[]): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "hotspot-project-")));
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const tarballs = new Set(names.flatMap(withHouse));
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tarballs], {
    cwd: folder,
  });
  return folder;
}
