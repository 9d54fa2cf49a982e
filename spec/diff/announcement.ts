import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { parseChangesetFile } from "@changesets/parse";

import { nameOf, versionOf } from "./packages.ts";

/**
 * The packages whose users a break in the contract reaches: what the client takes and answers is
 * what the contract says. Each must be named, for its changelog says what was said of it and no more.
 */
export const hitByContract: readonly string[] = [
  "spec",
  "packages/types",
  "packages/mock",
  "packages/client",
];

/** A package whose next release breaks its users, and whether a changeset says so. */
export interface Announcement {
  readonly name: string;
  readonly version: string;
  readonly isAnnounced: boolean;
}

/**
 * Whether a major changeset announces a break of each of the packages in these folders.
 *
 * @throws Error that names a changeset which cannot be read, or a package in it which is not there
 */
export async function announcements(
  root: string,
  folders: readonly string[],
): Promise<readonly Announcement[]> {
  const releases = await announcedReleases(root);
  return await Promise.all(
    folders.map(async (folder) => {
      const [name, version] = await Promise.all([nameOf(root, folder), versionOf(root, folder)]);
      const isAnnounced = releases.some((one) => one.name === name && one.type === "major");
      return { name, version, isAnnounced };
    }),
  );
}

async function announcedReleases(root: string) {
  const folders = globSync(["spec/package.json", "{packages,apps}/*/package.json"], { cwd: root });
  const names = await Promise.all(folders.map((file) => nameOf(root, dirname(file))));
  const files = globSync(".changeset/*.md", { cwd: root }).filter(
    (file) => basename(file) !== "README.md",
  );
  const releases = await Promise.all(files.map((file) => releasesIn(root, file, names)));
  return releases.flat();
}

async function releasesIn(root: string, file: string, names: readonly string[]) {
  try {
    const { releases } = parseChangesetFile(await readFile(join(root, file), "utf8"));
    const unknown = releases.find(({ name }) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`${unknown.name} is no package of this repository`);
    return releases;
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error);
    throw new Error(`${file}: ${says}`, { cause: error });
  }
}
