import { dirname, resolve } from "node:path";

import type { SyncTarget, SyncTargetOptions } from "@hotspot-session/client/sync";

import { reportProblems } from "../bulk/report.ts";
import { targetOf } from "../bulk/target.ts";
import { type GivenList, nameOf, readUsers } from "../bulk/user-list.ts";
import type { Context } from "../context.ts";
import type { ExitCode } from "../exit-code.ts";
import type { WantedConfig } from "./compare.ts";
import { type Entry, parseProject } from "./document.ts";
import { type ProjectFile, readProjectFile } from "./file.ts";

/** How many problems are named. */
const namedProblems = 20;

/** A file of configurations, as a project is to have them. */
export interface LoadedProject {
  readonly file: ProjectFile;
  readonly name: string;
  readonly configs: readonly WantedConfig[];
}

/**
 * Reads a file of configurations, and the files of users that it names.
 *
 * @returns the exit code where something in it is wrong, which was reported
 */
export async function loadProject(
  context: Context,
  path: string,
  doing: string,
  others: SyncTargetOptions,
): Promise<LoadedProject | ExitCode> {
  const file = await readProjectFile(path, context);
  const name = nameOf(path);
  const { entries, problems } = await parseProject(file.text);
  if (problems.length > 0) {
    const named = problems.slice(0, namedProblems);
    const list = { name, unit: "line", wrong: problems.length, problems: named } as const;
    return reportProblems(context, list, doing);
  }
  const configs: WantedConfig[] = [];
  for (const [index, entry] of entries.entries()) {
    const { id, non_migrate_users: _, users_file: __, ...settings } = entry.item;
    const { insertion } = entry;
    const list = await listOf(context, path, entry);
    const target: SyncTarget | ExitCode | undefined =
      list && targetOf(context, list, doing, others);
    if (typeof target === "number") return target;
    configs.push({ id, place: `configurations[${index}]`, settings, target, insertion });
  }
  return { file, name, configs };
}

/** The users of an entry; undefined where it says nothing of them. */
async function listOf(
  context: Context,
  path: string,
  { item, userLines }: Entry,
): Promise<GivenList | undefined> {
  const { non_migrate_users: users, users_file } = item;
  if (users_file !== undefined) {
    return readUsers(resolve(dirname(path), users_file), undefined, context);
  }
  return (
    users && { users, lines: userLines, wrong: 0, problems: [], name: nameOf(path), unit: "line" }
  );
}
