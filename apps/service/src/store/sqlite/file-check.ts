import { realpathSync, statSync } from "node:fs";

import { StoreUnavailableError } from "../store.ts";

/** For how long a read relies on the last check, in milliseconds. */
const lasting = 100;

export type FileCheck = ReturnType<typeof fileCheck>;

/**
 * Notices that the files of an open database were deleted, moved or replaced: SQLite would go on
 * with files that no later start finds.
 *
 * @param file the path of the database, which was opened just before
 */
export function fileCheck(file: string) {
  // Where the path is a symbolic link, SQLite keeps its log beside the file that it leads to.
  const paths = [file, `${realpathSync(file)}-wal`];
  const opened = paths.map(identityOf);
  let checkedAt = Number.NEGATIVE_INFINITY;

  /** @throws StoreUnavailableError where the path leads to other files, or to none */
  function now(): void {
    checkedAt = Number.NEGATIVE_INFINITY;
    for (const [index, path] of paths.entries()) {
      if (identityOf(path) === opened[index]) continue;
      throw new StoreUnavailableError(`${path} was deleted, moved or replaced while it was in use`);
    }
    checkedAt = performance.now();
  }

  return {
    now,

    /** The same, relying on a check of a moment ago. */
    recently(): void {
      if (performance.now() - checkedAt >= lasting) now();
    },
  };
}

function identityOf(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}
