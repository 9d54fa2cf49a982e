/** Something that can go on. */
interface Waiting {
  continue(): void;
}

/**
 * Lets those that wait go on, so many at once, in the order in which they came.
 *
 * @param schedule calls a function later, once
 * @returns what one that waits is handed to
 */
export function inTurns(atOnce: number, schedule: (next: () => void) => void) {
  let waiting: Waiting[] = [];
  function next(): void {
    const some = waiting.slice(0, atOnce);
    waiting = waiting.slice(atOnce);
    if (waiting.length > 0) schedule(next);
    for (const each of some) each.continue();
  }
  return (each: Waiting): void => {
    if (waiting.push(each) === 1) schedule(next);
  };
}
