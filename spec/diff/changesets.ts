import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { parseChangesetFile } from "@changesets/parse";

import { type Base, packageIn, unreleased } from "./base.ts";

/** The packages whose users a break in the contract reaches. A changeset must name each of them. */
export const affectedPackages: readonly string[] = [
  "spec",
  "packages/types",
  "packages/mock",
  "packages/client",
];

/** A package whose users are broken, and which changesets may announce that. */
export interface Announcement {
  readonly name: string;
  readonly version: string;
  /** A package that was never released has no users: its first release announces no break. */
  readonly isReleased: boolean;
  /** The major changesets for it that were written since the base. */
  readonly changesets: readonly string[];
}

/**
 * Finds the major changesets for the packages in these folders that are newer than the base. Only a
 * reader can say whether they announce this break.
 *
 * @throws Error that names a changeset that cannot be read, or a package in it that does not exist
 */
export async function announcements(
  root: string,
  base: Base,
  folders: readonly string[],
): Promise<readonly Announcement[]> {
  const manifests = globSync(["spec/package.json", "{packages,apps}/*/package.json"], {
    cwd: root,
  });
  const names = manifests.map((file) => packageIn(root, dirname(file)).name);
  const files = globSync(".changeset/*.md", { cwd: root }).filter(
    (file) => basename(file) !== "README.md",
  );
  const releases = await Promise.all(files.map((file) => releasesIn(root, file, base, names)));
  const majors = releases.flat().filter(({ type }) => type === "major");
  return folders.map((folder) => {
    const { name, version } = packageIn(root, folder);
    const isReleased = version !== unreleased;
    const own = majors.filter((one) => isReleased && one.name === name).map(({ file }) => file);
    return { name, version, isReleased, changesets: own.toSorted() };
  });
}

async function releasesIn(root: string, file: string, base: Base, names: readonly string[]) {
  try {
    const text = await readFile(join(root, file), "utf8");
    const { releases } = parseChangesetFile(text);
    const unknown = releases.find(({ name }) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`there is no package ${unknown.name}`);
    const isOlder = (await base.textOf(file)) === text;
    return isOlder ? [] : releases.map(({ name, type }) => ({ name, type, file }));
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    throw new Error(`${file}: ${says}`, { cause: error });
  }
}
