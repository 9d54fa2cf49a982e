import type { DatabaseSync } from "node:sqlite";

import { translateErrors } from "./errors.ts";

/**
 * A read transaction that the reads of one round of the event loop share: most of what a small read
 * costs is to take and release SQLite's locks. It begins with the first read and ends with the
 * round, or before a write.
 *
 * @param check called before each read; what it throws refuses the read
 */
export function sharedRead(database: DatabaseSync, check: () => void) {
  const begin = database.prepare("BEGIN");
  const commit = database.prepare("COMMIT");
  let open = false;

  function end(): void {
    if (!open) return;
    open = false;
    // Some errors end it.
    if (database.isOpen && database.isTransaction) commit.run();
  }

  return {
    /** Runs statements that see one moment. */
    read<Result>(run: () => Result): Result {
      check();
      return translateErrors(() => {
        if (!open) {
          begin.run();
          open = true;
          setImmediate(end);
        }
        try {
          return run();
        } catch (error) {
          end();
          throw error;
        }
      });
    },

    /** Ends it, so that the next read sees what is written in between. */
    end,
  };
}
