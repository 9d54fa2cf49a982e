import type { DatabaseSync } from "node:sqlite";

/** How long a change made by another process may go unseen, in milliseconds. */
export const unseenFor = 1;

/**
 * Returns a number that changes when another process has changed the database (a token revoked from
 * the command line). SQLite's `data_version` is asked at most once in a millisecond.
 */
export function revisionOfOthers(database: DatabaseSync): () => unknown {
  const dataVersion = database.prepare("PRAGMA data_version");
  let version: unknown;
  let seenAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - seenAt >= unseenFor) {
      seenAt = now;
      version = dataVersion.get()?.["data_version"];
    }
    return version;
  };
}
