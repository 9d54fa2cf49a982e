import { randomBytes } from "node:crypto";
import { closeSync, linkSync, openSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { versionOf } from "./schema.ts";
import { sync } from "../sync.ts";

/** The name is taken, and replacing what has it was not asked for. */
export class FileExistsError extends Error {
  override readonly name = "FileExistsError";
}

/**
 * Copies a database, which services may be reading and writing at the same time, into one new file.
 *
 * The copy is of one moment: every write answered before that is in it. It is made beside its final
 * name (`.FILE.partial-` and random digits), checked, synced, and only then given that name, so what has the name
 * is always a whole backup. Only its owner may read it.
 *
 * The copy is made by SQLite's `VACUUM INTO`, in a single read transaction: unlike the online backup
 * interface it never starts again because of writes, and what it makes is a single file
 * without a log, free of what was deleted.
 *
 * @param options.replace whether a file of that name may be replaced
 * @returns the size of the copy, in bytes
 * @throws where the name is taken or the copy cannot be made; there is nothing new then
 */
export function backUp(
  source: string,
  target: string,
  options: { readonly replace: boolean },
): number {
  refuseTarget(source, target, options.replace);
  const partial = join(
    dirname(target),
    `.${basename(target)}.partial-${randomBytes(6).toString("hex")}`,
  );
  closeSync(openSync(partial, "wx", 0o600));
  try {
    copy(source, partial);
    check(partial);
    sync(partial);
    if (options.replace) renameSync(partial, target);
    else giveName(partial, target);
  } finally {
    rmSync(partial, { force: true });
  }
  sync(dirname(target));
  return statSync(target).size;
}

/**
 * Gives a file a name that another file may not have; the old name may remain.
 *
 * @throws where the name is taken
 */
export function giveName(file: string, name: string, link: typeof linkSync = linkSync): void {
  try {
    // Unlike a rename, fails where another process took the name.
    link(file, name);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") throw error;
    // The file system has no hard links: the name is reserved, and then replaced.
    closeSync(openSync(name, "wx", 0o600));
    renameSync(file, name);
  }
}

function refuseTarget(source: string, target: string, replace: boolean): void {
  // SQLite keeps its log beside the file that a symbolic link leads to.
  const files = ["", "-wal", "-shm"].map((suffix) => realpathSync(source) + suffix);
  if (files.some((file) => isSameFile(file, target))) {
    throw new Error(`${target} is the database itself`);
  }
  const found = statSync(target, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) throw new Error(`${target} is not a file`);
  if (found !== undefined && !replace) throw new FileExistsError(`${target} exists`);
  // SQLite would apply such a log to the database of that name.
  for (const log of ["-wal", "-journal"].map((suffix) => target + suffix)) {
    if (statSync(log, { throwIfNoEntry: false }) === undefined) continue;
    throw new Error(`${log} exists: a database of that name is in use, or was not closed`);
  }
}

function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) =>
    statSync(file, { bigint: true, throwIfNoEntry: false }),
  );
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

function copy(source: string, target: string): void {
  const database = new DatabaseSync(source, { timeout: 5_000 });
  try {
    if (versionOf(database) === 0) throw new Error(`${source} is empty`);
    database.prepare("VACUUM INTO ?").run(target);
  } finally {
    database.close();
  }
}

function check(file: string): void {
  // Not read-only, though nothing is written: SQLite leaves the CHECK constraints out then.
  const database = new DatabaseSync(file);
  try {
    const found = database.prepare("PRAGMA integrity_check").all();
    const problems = found.map((row) => String(row["integrity_check"]));
    if (problems.join() !== "ok") throw new Error(`the copy is damaged: ${problems[0]}`);
  } finally {
    database.close();
  }
}
