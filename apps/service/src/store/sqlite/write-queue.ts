import type { DatabaseSync } from "node:sqlite";

import { StoreBusyError } from "../store.ts";
import { orBusy } from "./busy.ts";

/** How many writes may wait; one more is refused: whoever was let in waits for all of them. */
const longest = 500;

/** How long a batch may go on before it is committed, in milliseconds: reads wait as long. */
const batchTime = 20;

interface Write {
  readonly run: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export type WriteQueue = ReturnType<typeof writeQueue>;

/**
 * Group commit: the writes that arrive while the loop handles one round of events share a commit,
 * and so the wait for the disk. Each is still applied as a whole or not at all, and a failing one
 * does not fail its neighbours. None is answered before the commit.
 *
 * @param committed told after each commit how many writes shared it
 */
export function writeQueue(database: DatabaseSync, committed: (writes: number) => void) {
  let waiting: Write[] = [];
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  }

  function flush(): void {
    scheduled = false;
    if (waiting.length === 0) return;
    const answers: (() => void)[] = [];
    let kept = false;
    // Where another process holds the lock, none of those who waited for it is to wait again.
    let taken = waiting.length;
    try {
      orBusy(() => database.exec("BEGIN IMMEDIATE"));
      taken = 0;
      const end = performance.now() + batchTime;
      do {
        const write = waiting[taken++];
        if (write !== undefined) answers.push(apply(write));
      } while (taken < waiting.length && performance.now() < end);
      database.exec("COMMIT");
      kept = true;
      for (const answer of answers) answer();
    } catch (error) {
      // Nothing of the batch was kept: neither what was applied nor what had failed by itself.
      if (database.isOpen && database.isTransaction) database.exec("ROLLBACK");
      for (const { reject } of waiting.slice(0, taken)) reject(error);
    }
    waiting = waiting.slice(taken);
    if (waiting.length > 0) schedule();
    if (kept) committed(answers.length);
  }

  /** Applies one write within the batch, and returns how to answer it once that is committed. */
  function apply({ run, resolve, reject }: Write): () => void {
    database.exec("SAVEPOINT one");
    try {
      const result = run();
      database.exec("RELEASE one");
      return () => resolve(result);
    } catch (error) {
      // Some errors end the whole transaction: then there is nothing to go back to.
      if (!database.isTransaction) throw error;
      database.exec("ROLLBACK TO one; RELEASE one");
      return () => reject(error);
    }
  }

  return {
    /**
     * Runs statements as one unit of a transaction.
     *
     * @returns what they returned, once it is on disk
     * @throws StoreBusyError where too many writes wait, or another process holds the lock
     */
    write<Result>(run: () => Result): Promise<Result> {
      if (waiting.length >= longest) {
        return Promise.reject(new StoreBusyError("too many writes are waiting"));
      }
      return new Promise<Result>((resolve, reject) => {
        // What resolves is what this very `run` returned.
        waiting.push({ run, resolve: resolve as (result: unknown) => void, reject });
        schedule();
      });
    },

    get isFull(): boolean {
      return waiting.length >= longest;
    },

    get length(): number {
      return waiting.length;
    },

    /** Commits all that waits. */
    finish(): void {
      while (waiting.length > 0) flush();
    },
  };
}
