import { StoreBusyError } from "../store.ts";

/** How many writes may wait or be under way; further ones are refused. */
const maxWrites = 500;

interface Waiting {
  readonly start: () => void;
  readonly refuse: (error: StoreBusyError) => void;
}

/**
 * Runs writes to one thing (a configuration, the list of a project) one after the other, in the
 * order of their calls: on connections of their own they would wait for the same lock there, and be
 * granted it in any order.
 */
export function writeOrder() {
  /** The writes that wait for the one under way, by what they write to. */
  const queues = new Map<string, Waiting[]>();
  let count = 0;
  let idle = Promise.withResolvers<void>();
  idle.resolve();

  async function enter(key: string): Promise<void> {
    const queue = queues.get(key);
    if (queue === undefined) queues.set(key, []);
    else await new Promise<void>((start, refuse) => void queue.push({ start, refuse }));
  }

  function leave(key: string): void {
    const next = queues.get(key)?.shift();
    if (next === undefined) queues.delete(key);
    else next.start();
  }

  /** Without this, each of those that wait would wait for the same lock in its turn. */
  function refuseWaiting(key: string, error: StoreBusyError): void {
    for (const { refuse } of queues.get(key)?.splice(0) ?? []) refuse(error);
  }

  async function inTurn<Result>(key: string, write: () => Promise<Result>): Promise<Result> {
    await enter(key);
    try {
      return await write();
    } catch (error) {
      if (error instanceof StoreBusyError) refuseWaiting(key, error);
      throw error;
    } finally {
      leave(key);
    }
  }

  return {
    /** @throws StoreBusyError where too many writes wait, or one before it was not granted its lock */
    async run<Result>(key: string, write: () => Promise<Result>): Promise<Result> {
      if (count >= maxWrites) throw new StoreBusyError("too many writes are waiting");
      if (count++ === 0) idle = Promise.withResolvers<void>();
      try {
        return await inTurn(key, write);
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
