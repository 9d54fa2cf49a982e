/** Something that waits for its turn. */
interface Waiting {
  continue(): void;
}

/**
 * Continues what waits in order of arrival, a limited number at a time.
 *
 * @param schedule calls a function once, later
 * @returns a function that adds one to the queue
 */
export function paced(atOnce: number, schedule: (next: () => void) => void) {
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
