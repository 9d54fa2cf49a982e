/** How long a call may take, and how often it is sent. */
export interface LimitOptions {
  /**
   * Milliseconds that each attempt may take; 30 000 unless given. With `Infinity` only the platform
   * ends it: Node and Bun do after 300 s without a byte, which is a `TimeoutError` too.
   */
  readonly timeout?: number | undefined;
  /**
   * Milliseconds that the call may take in all, waits between attempts included; 120 000 unless
   * given. `Infinity` means no bound. No retry begins that could not begin within it.
   */
  readonly deadline?: number | undefined;
  /** How often a failed attempt is repeated if that is safe and may succeed; 2 unless given. */
  readonly maxRetries?: number | undefined;
}

/** The same, with the defaults filled in. */
export type Limits = Readonly<Record<keyof LimitOptions, number>>;

const defaults: Limits = { timeout: 30_000, deadline: 120_000, maxRetries: 2 };

/**
 * The limits, each from the first that gives it.
 *
 * @throws TypeError that names the one which is wrong
 */
export function limitsOf(first: LimitOptions, second: Limits = defaults): Limits {
  const timeout = checkMs("timeout", first.timeout ?? second.timeout);
  const deadline = checkMs("deadline", first.deadline ?? second.deadline);
  const maxRetries = first.maxRetries ?? second.maxRetries;
  if (!(maxRetries >= 0)) throw new TypeError("maxRetries: must be a number, 0 or more");
  return { timeout, deadline, maxRetries };
}

function checkMs(name: string, ms: number): number {
  if (typeof ms === "number" && ms > 0) return ms;
  throw new TypeError(`${name}: must be a number of milliseconds above 0`);
}
