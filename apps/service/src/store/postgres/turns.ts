import { StoreBusyError } from "../store.ts";

/**
 * Lets a number of works run at once, and others wait in the order of their calls.
 *
 * @param most how many run at once
 * @param mostWaiting how many may wait; further ones are refused
 */
export function turns(most: number, mostWaiting: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return {
    /** @throws StoreBusyError where too many wait */
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
      if (running < most) running += 1;
      else if (waiting.length >= mostWaiting) throw new StoreBusyError("too many searches wait");
      // Takes the place of one that ends.
      else await new Promise<void>((start) => void waiting.push(start));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },

    waiting: (): number => waiting.length,
  };
}
