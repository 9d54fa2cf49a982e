import { readChangesets } from "@changesets/read";

import { nameOf, versionGroups, versionOf } from "./packages.ts";

/**
 * The packages whose users a break in the contract reaches, beside those that share a version with
 * the first: what the client takes and answers is what the contract says.
 */
export const hitByContract: readonly string[] = ["spec", "packages/client"];

/** A package whose next release breaks its users, and whether a changeset says so. */
export interface Announcement {
  readonly name: string;
  readonly version: string;
  readonly isAnnounced: boolean;
}

/**
 * Whether the changesets announce a break of the packages in these folders.
 *
 * From 1.0.0 on, a major changeset does. Before, semver promises nothing, but `^0.1.0` keeps users
 * off 0.2.0: there a minor one does, if its text says "Breaking", for minor changesets are written
 * for other reasons too.
 *
 * @throws Error that names a changeset which cannot be read
 */
export async function announcements(
  root: string,
  folders: readonly string[],
): Promise<readonly Announcement[]> {
  const [changesets, groups] = await Promise.all([readChangesets(root), versionGroups(root)]);
  return await Promise.all(
    folders.map(async (folder) => {
      const [name, version] = await Promise.all([nameOf(root, folder), versionOf(root, folder)]);
      // A changeset for one package of a group raises the version of all.
      const group = groups.find((names) => names.includes(name)) ?? [name];
      const isAnnounced = changesets.some(({ releases, summary }) =>
        releases.some((one) => group.includes(one.name) && announces(one.type, version, summary)),
      );
      return { name, version, isAnnounced };
    }),
  );
}

function announces(bump: string, version: string, summary: string): boolean {
  if (bump === "major") return true;
  return isBeforeFirst(version) && bump === "minor" && /^\W*breaking\b/im.test(summary);
}

/** Whether the version is one of 0.x, where a minor release may break. */
export function isBeforeFirst(version: string): boolean {
  return version.startsWith("0.");
}
