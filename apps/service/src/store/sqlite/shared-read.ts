import type { DatabaseSync } from "node:sqlite";

/**
 * A read transaction that reads share: most of what a small read costs is to take and release
 * SQLite's locks. It begins with the first read, and ends before a write, or else with the callback
 * that reads: requests that have arrived together are handled in one, and share it. So a request that
 * arrives after another process has answered a write sees it.
 *
 * @param hooks.check called before each read; what it throws refuses the read
 * @param hooks.begun called within each transaction; what it throws refuses the read
 * @param hooks.failed translates the error of a read
 */
export function sharedRead(
  database: DatabaseSync,
  hooks: {
    readonly check: () => void;
    readonly begun: () => void;
    readonly failed: (error: unknown) => unknown;
  },
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
          // After the promises of this callback, in which requests go on.
          queueMicrotask(() => process.nextTick(end));
          hooks.begun();
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
