import type { DatabaseSync } from "node:sqlite";

/** How long what other processes did may go unseen, in milliseconds. */
export const unseenFor = 1;

/**
 * Numbers that change when what is stored does, so that what was read can be kept until then.
 *
 * Writes of this process are told to it; those of others (a token revoked from the command line)
 * show in SQLite's own `data_version`, which is asked once in a millisecond at most.
 */
export function revisions(database: DatabaseSync) {
  const dataVersion = database.prepare("PRAGMA data_version");
  const ofProjects = new Map<string, number>();
  let others: unknown;
  let ofOthers = 0;
  let clock = 0;
  let seenAt = Number.NEGATIVE_INFINITY;

  function look(): void {
    const now = performance.now();
    if (now - seenAt < unseenFor) return;
    seenAt = now;
    const version = dataVersion.get()?.["data_version"];
    if (version === others) return;
    others = version;
    ofOthers = ++clock;
    ofProjects.clear();
  }

  return {
    /** Of all that other processes may have changed. */
    ofOthers(): number {
      look();
      return ofOthers;
    },
    /** Of all that a project's reads can answer. */
    of(projectId: string): number {
      look();
      return ofProjects.get(projectId) ?? ofOthers;
    },
    changed(projectId: string): void {
      ofProjects.set(projectId, ++clock);
    },
  };
}
