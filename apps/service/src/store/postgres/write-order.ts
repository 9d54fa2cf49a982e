import { AsyncLocalStorage } from "node:async_hooks";

import { StoreBusyError } from "../store.ts";
import type { Connections } from "./connections.ts";
import { isOfOneCall } from "./errors.ts";
import { type Transaction, transaction } from "./transaction.ts";

/** How many writes may wait or be under way; further ones are refused. */
const maxWrites = 500;

/**
 * For how long a transaction takes in writes that wait, in milliseconds: other instances of the
 * service wait for its lock, and no longer than `waits.lock`.
 */
const sharedFor = 50;

export interface WaysToWrite<Result> {
  /** In a transaction of its own. */
  readonly alone: () => Promise<Result>;
  /** Within a transaction that it shares with others. */
  readonly together?: (step: Transaction) => Promise<Result>;
}

interface Write {
  readonly own: Connections;
  /** Runs a function in the context of the call, for traces. */
  readonly inContext: <Result>(run: () => Promise<Result>) => Promise<Result>;
  readonly alone: () => Promise<void>;
  /** Makes the write within a transaction; what it returns answers the call once that is committed. */
  readonly together: ((step: Transaction) => Promise<() => void>) | undefined;
  readonly refuse: (error: unknown) => void;
}

/**
 * Runs writes to one thing (a configuration, the list of a project) one after the other, in the
 * order of their calls: on connections of their own they would wait for the same lock there, and be
 * granted it in any order. Those that wait share a transaction, and so a commit.
 */
export function writeOrder() {
  /** The writes that wait for the one under way, by what they write to. */
  const queues = new Map<string, Write[]>();
  let count = 0;
  let idle = Promise.withResolvers<void>();
  idle.resolve();

  async function makeAlone(write: Write, queue: Write[]): Promise<void> {
    await write.inContext(write.alone).catch((error: unknown) => refuse(error, [write], queue));
  }

  async function makeTogether(first: Write, queue: Write[]): Promise<void> {
    const group: Write[] = [];
    try {
      const answers = await first.inContext(() =>
        transaction(first.own, async (step) => {
          const made: (() => void)[] = [];
          const end = performance.now() + sharedFor;
          let next: Write | undefined = first;
          while (next?.together !== undefined) {
            const { inContext, together } = next;
            group.push(next);
            made.push(await inContext(() => together(step)));
            const isNext = performance.now() < end && queue[0]?.together !== undefined;
            next = isNext ? queue.shift() : undefined;
          }
          return made;
        }),
      );
      for (const answer of answers) answer();
    } catch (error) {
      // Nothing was stored, and a write must not fail because of another one.
      if (isOfOneCall(error) && group.length > 1) queue.unshift(...group.map(toMakeAlone));
      else refuse(error, group.length === 0 ? [first] : group, queue);
    }
  }

  async function serve(key: string, queue: Write[]): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const isShared = next.together !== undefined && queue[0]?.together !== undefined;
      await (isShared ? makeTogether : makeAlone)(next, queue);
    }
    queues.delete(key);
  }

  return {
    /**
     * @param own the connections of the owner of what is written
     * @throws StoreBusyError where too many writes wait, or one before it was not granted its lock
     */
    async run<Result>(
      own: Connections,
      key: string,
      { alone, together }: WaysToWrite<Result>,
    ): Promise<Result> {
      if (count >= maxWrites) throw new StoreBusyError("too many writes are waiting");
      if (count++ === 0) idle = Promise.withResolvers<void>();
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      const write: Write = {
        own,
        inContext: AsyncLocalStorage.snapshot(),
        alone: async () => resolve(await alone()),
        together:
          together &&
          (async (step) => {
            const result = await together(step);
            return () => resolve(result);
          }),
        refuse: reject,
      };
      const queue = queues.get(key);
      if (queue !== undefined) queue.push(write);
      else {
        const begun = [write];
        queues.set(key, begun);
        void serve(key, begun);
      }
      try {
        return await promise;
      } finally {
        if (--count === 0) idle.resolve();
      }
    },

    isFull: (): boolean => count >= maxWrites,

    waiting: (): number => count,

    /** Resolves when no write waits or is under way. */
    idle: (): Promise<void> => idle.promise,
  };
}

const toMakeAlone = (write: Write): Write => ({ ...write, together: undefined });

/** Where the lock was not granted, those in the queue are refused too: each would wait for it in its turn. */
function refuse(error: unknown, writes: readonly Write[], queue: Write[]): void {
  const isOfQueue = error instanceof StoreBusyError && !isOfOneCall(error);
  for (const write of isOfQueue ? [...writes, ...queue.splice(0)] : writes) write.refuse(error);
}
