/** What is called at the end of the poll phase of this round; undefined outside of one. */
let ends: (() => void)[] | undefined;

/**
 * Says that the event loop is in its poll phase, in which it handles what the system had ready when
 * the phase began. Called by what reads from a socket.
 */
export function inPollPhase(): void {
  if (ends !== undefined) return;
  ends = [];
  // The check phase follows, before anything else can arrive.
  setImmediate(() => {
    const calls = ends ?? [];
    ends = undefined;
    for (const call of calls) call();
  });
}

/**
 * Calls a function at the end of the poll phase.
 *
 * @returns false, without a call, outside of one
 */
export function atPollEnd(call: () => void): boolean {
  if (ends === undefined) return false;
  ends.push(call);
  return true;
}
