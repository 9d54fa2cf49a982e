/** The longest that a timer can run: beyond it, timers fire at once. */
const longest = 2 ** 31 - 1;

/**
 * Runs `then` after a number of milliseconds, unless the function that it returns is called before.
 * It keeps no process alive: the connection does that.
 */
export function startTimer(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, Math.min(ms, longest));
  unref(timer);
  return () => clearTimeout(timer);
}

/** A timer is an object in Node, and a number in browsers. */
function unref(timer: number | { unref?(): void }): void {
  if (typeof timer === "object") timer.unref?.();
}

/**
 * Waits a number of milliseconds, or until the signal is aborted. Unlike the timer of a time-out it
 * keeps the process alive: the call that waits is not over.
 */
export async function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let end = () => {};
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });
  signal?.removeEventListener("abort", end);
}
