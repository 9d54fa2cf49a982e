import { turns } from "../store/turns.ts";

/** How many requests begin in a round of the event loop while several projects send some. */
const perRound = 8;

/**
 * Lets projects take turns with their requests. Without a limit, a round of the event loop handles all
 * requests that have arrived, and that of another project waits for all of them. While one project
 * sends alone there is no limit: the more writes a round has, the more share a commit.
 *
 * @param sharedFor how long after its latest request a project still counts as one that sends some, in
 *   milliseconds
 * @returns a function that is called with the project of an authorized request, and returns a promise
 *   where the request must wait
 */
export function projectTurns(sharedFor = 1000) {
  const waiting = turns<() => void>();
  let latest: string | undefined;
  let sharedUntil = 0;
  /** How many requests have begun in this round. */
  let begun = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(nextRound);
  }

  function nextRound(): void {
    isScheduled = false;
    for (begun = 0; begun < perRound; begun++) {
      const begin = waiting.take();
      if (begin === undefined) break;
      begin();
    }
    if (begun > 0) schedule();
  }

  return (project: string): Promise<void> | undefined => {
    const now = performance.now();
    if (latest !== undefined && latest !== project) sharedUntil = now + sharedFor;
    latest = project;
    if (waiting.length === 0) {
      if (now >= sharedUntil) return undefined;
      schedule();
      if (++begun <= perRound) return undefined;
    }
    return new Promise((begin) => void waiting.add(project, begin));
  };
}

export type TakeTurn = ReturnType<typeof projectTurns>;
