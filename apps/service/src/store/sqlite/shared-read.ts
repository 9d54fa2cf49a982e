import type { DatabaseSync } from "node:sqlite";

/**
 * A read transaction that the reads of one round of the event loop share: most of what a small read
 * costs is to take and release SQLite's locks. It begins with the first read and ends with the
 * round, or before a write. What another process commits is visible from the next round on.
 *
 * @param hooks.check called before each read; what it throws refuses the read
 * @param hooks.failed translates the error of a read
 */
export function sharedRead(
  database: DatabaseSync,
  hooks: { readonly check: () => void; readonly failed: (error: unknown) => unknown },
) {
  const begin = database.prepare("BEGIN");
  const commit = database.prepare("COMMIT");
  let open = false;

  function end(): void {
    if (!open) return;
    open = false;
    // Some errors end it; and where COMMIT fails, the next BEGIN reports why.
    try {
      if (database.isOpen && database.isTransaction) commit.run();
    } catch {}
  }

  return {
    /** Runs statements that see one moment. */
    read<Result>(run: () => Result): Result {
      try {
        hooks.check();
        if (!open) {
          begin.run();
          open = true;
          setImmediate(end);
        }
        return run();
      } catch (error) {
        end();
        throw hooks.failed(error);
      }
    },

    /** Ends it, so that the next read sees what is written in between. */
    end,
  };
}
