import type { DatabaseSync } from "node:sqlite";

/**
 * Numbers that change when what is stored does, so that what was read can be kept until then.
 *
 * Writes of this process are told to it; those of others (a token revoked from the command line)
 * show in SQLite's own `data_version`, which is asked once in each round of events: nothing is kept
 * for longer than that past a change.
 */
export function revisions(database: DatabaseSync) {
  const dataVersion = database.prepare("PRAGMA data_version");
  const ofProjects = new Map<string, number>();
  let others: unknown;
  let ofOthers = 0;
  let clock = 0;
  let fresh = false;

  function look(): void {
    fresh = true;
    setImmediate(() => {
      fresh = false;
    });
    const version = dataVersion.get()?.["data_version"];
    if (version === others) return;
    others = version;
    ofOthers = ++clock;
    ofProjects.clear();
  }

  return {
    /** Of all that other processes may have changed. */
    ofOthers(): number {
      if (!fresh) look();
      return ofOthers;
    },
    /** Of all that a project's reads can answer. */
    of(projectId: string): number {
      if (!fresh) look();
      return ofProjects.get(projectId) ?? ofOthers;
    },
    changed(projectId: string): void {
      ofProjects.set(projectId, ++clock);
    },
  };
}
