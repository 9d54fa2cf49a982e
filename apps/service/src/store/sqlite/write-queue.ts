import type { DatabaseSync } from "node:sqlite";

import { StoreBusyError, StoreUnavailableError } from "../store.ts";
import { turns } from "../turns.ts";
import { isNotCommitted } from "./errors.ts";

/** How many writes may wait; another one is refused, since it would wait for all of them. */
const longest = 500;

/** How long a batch may go on before it is committed, in milliseconds: reads wait as long. */
const batchTime = 20;

/** The same where several owners wait: one of them must not wait for all that another has to write. */
const sharedBatchTime = 2;

interface Write {
  readonly run: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: the writes that arrive while the loop handles one round of events share a commit,
 * and so the wait for the disk. Each is still applied as a whole or not at all, and a failing one
 * does not fail its neighbours. None is answered before the commit.
 *
 * @param hooks.prepare called before the transaction of each batch
 * @param hooks.begun called within it; what it throws refuses the batch
 * @param hooks.check called after each commit; where it throws, the outcome is unknown
 * @param hooks.failed translates the error of a write
 * @param hooks.committed called at the end with the number of writes that shared a commit
 */
export function writeQueue(
  database: DatabaseSync,
  hooks: {
    readonly prepare: () => void;
    readonly begun: () => void;
    readonly check: () => void;
    readonly failed: (error: unknown) => unknown;
    readonly committed?: ((writes: number) => void) | undefined;
  },
) {
  const waiting = turns<Write>();
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
    const batch: Write[] = [];
    const next = (): Write | undefined => {
      const write = waiting.take();
      if (write !== undefined) batch.push(write);
      return write;
    };
    let begun = false;
    let committing = false;
    try {
      hooks.prepare();
      database.exec("BEGIN IMMEDIATE");
      hooks.begun();
      begun = true;
      const end = performance.now() + (waiting.owners > 1 ? sharedBatchTime : batchTime);
      do {
        const write = next();
        if (write !== undefined) answers.push(apply(write));
      } while (waiting.length > 0 && performance.now() < end);
      committing = true;
      database.exec("COMMIT");
      hooks.check();
    } catch (error) {
      rollBack();
      // Where another process holds the lock, for one, all that waited for it are refused together.
      if (!begun) while (next() !== undefined);
      const storeError = hooks.failed(error);
      const isUnknown = committing && !isNotCommitted(error);
      const reason = isUnknown
        ? new Error("a commit failed: it is unknown what was stored", { cause: error })
        : storeError;
      for (const { reject } of batch) reject(reason);
      answers.length = 0;
    }
    for (const answer of answers) answer();
    if (waiting.length > 0) schedule();
    if (answers.length > 0) hooks.committed?.(answers.length);
  }

  function rollBack(): void {
    // Some errors end the transaction.
    if (!database.isOpen || !database.isTransaction) return;
    try {
      database.exec("ROLLBACK");
    } catch {
      // What made the batch fail is reported; the next BEGIN reports what is left of it.
    }
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
      const reason = hooks.failed(error);
      return () => reject(reason);
    }
  }

  return {
    /**
     * Runs statements as one unit of a transaction.
     *
     * @param owner those of one owner are run in their order, and owners take turns
     * @returns what they returned, once it is on disk
     * @throws StoreBusyError where too many writes wait, or another process holds the lock
     */
    write<Result>(owner: string, run: () => Result): Promise<Result> {
      if (!database.isOpen) {
        return Promise.reject(new StoreUnavailableError("the store is closed"));
      }
      if (waiting.length >= longest) {
        return Promise.reject(new StoreBusyError("too many writes are waiting"));
      }
      return new Promise<Result>((resolve, reject) => {
        // What resolves is what this very `run` returned.
        waiting.add(owner, { run, resolve: resolve as (result: unknown) => void, reject });
        schedule();
      });
    },

    /** Whether another write would be refused. */
    isFull: (): boolean => waiting.length >= longest,

    /** How many writes wait. */
    waiting: (): number => waiting.length,

    /** Commits everything that waits. */
    finish(): void {
      while (waiting.length > 0) flush();
    },
  };
}
