import { shareOf } from "./share.ts";
import { StoreBusyError } from "./store.ts";
import { turns } from "./turns.ts";

export interface Limits {
  /** What is limited, in the plural: it is named in errors. */
  readonly what: string;
  /** How many run at once. */
  readonly running: number;
  /** How many may wait, a share of them of one owner; further ones are refused. */
  readonly waiting: number;
  /** How long one may wait, in milliseconds; without it, until its turn. */
  readonly patience?: number;
}

/** Lets a number of calls run at once. The others wait, and their owners take turns. */
export function limiter({ what, running: most, waiting: mostWaiting, patience }: Limits) {
  const waiting = turns<() => void>();
  const share = shareOf(mostWaiting);
  let running = 0;

  async function wait(owner: string): Promise<void> {
    if (waiting.length >= mostWaiting || waiting.lengthOf(owner) >= share) {
      throw new StoreBusyError(`too many ${what} wait`);
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.add(owner, resolve);
    const timer =
      patience &&
      setTimeout(() => {
        waiting.remove(owner, resolve);
        reject(new StoreBusyError(`one of the ${what} has waited for too long`));
      }, patience);
    await promise.finally(() => clearTimeout(timer));
  }

  return {
    /** @throws StoreBusyError where too many wait, or this one waits for too long */
    async run<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
      if (running < most) running += 1;
      // Takes the place of one that ends.
      else await wait(owner);
      try {
        return await work();
      } finally {
        const next = waiting.take();
        if (next === undefined) running -= 1;
        else next();
      }
    },

    waiting: (): number => waiting.length,
  };
}
