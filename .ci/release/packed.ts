import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The package.json of a packed package: what npm will show and install. */
export interface PackedManifest {
  readonly name: string;
  readonly version: string;
  readonly [field: string]: unknown;
}

export interface Packed {
  readonly manifest: PackedManifest;
  /** The path of the tarball. */
  readonly tarball: string;
}

/**
 * The packed packages in a folder, each after those that it depends on: a package that is published can
 * be installed at once, before the others.
 *
 * It needs only Node and tar, so that publishing need not install anything.
 */
export async function packedIn(folder: string): Promise<readonly Packed[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".tgz")).toSorted();
  const left = new Map<string, Packed>();
  for (const file of files) {
    const tarball = join(folder, file);
    const { stdout } = await run("tar", ["-xOzf", tarball, "package/package.json"]);
    const manifest: PackedManifest = JSON.parse(stdout);
    left.set(manifest.name, { manifest, tarball });
  }

  const ordered: Packed[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ manifest }) =>
      dependenciesOf(manifest).every(([name]) => !left.has(name)),
    );
    if (ready.length === 0) throw new Error(`in a circle: ${[...left.keys()].join(", ")}`);
    for (const packed of ready) left.delete(packed.manifest.name);
    ordered.push(...ready);
  }
  return ordered;
}

/** Names and versions of all that is installed along with a package. */
export function dependenciesOf(manifest: PackedManifest): readonly (readonly [string, string])[] {
  return ["dependencies", "peerDependencies", "optionalDependencies"].flatMap((field) => {
    const found: Record<string, string> = Object.assign({}, manifest[field]);
    return Object.entries(found);
  });
}
