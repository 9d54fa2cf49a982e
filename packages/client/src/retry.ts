/** The first wait is up to this many milliseconds; each further one up to twice as many. */
const firstWait = 250;
const longestWait = 8_000;

/** A service that asks to wait for longer than this many milliseconds is not asked again. */
export const longestRetryAfter = 30_000;

/** How many milliseconds to wait after this attempt, the first being 1: back-off with full jitter. */
export function backOff(attempt: number): number {
  return Math.random() * Math.min(longestWait, firstWait * 2 ** (attempt - 1));
}

/** The milliseconds that a `Retry-After` header asks to wait, by seconds or by date. */
export function parseRetryAfter(header: string | null | undefined): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Statuses that another try may turn into an answer: the service's two, and a gateway's. */
const passing = new Set([429, 500, 502, 503, 504]);

/** Whether another attempt may succeed after an answer of this status, or none. */
export function isPassing(status: number | undefined): boolean {
  return status === undefined || passing.has(status);
}

/**
 * Whether an answer says that the request was not carried out. The contract promises so for its
 * errors; 500 is left out, where something happened that nobody foresaw. 429 is a gateway that let
 * nothing pass.
 */
export function isRefusal(status: number, isFromService: boolean): boolean {
  return status === 429 || (isFromService && status !== 500);
}

/** What Node and Bun call it where no connection came about, so that nothing was sent. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

/** Whether fetch failed before anything could be sent, as far as the platform says. */
export function isNeverConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && neverConnected.test(String(error.code))) return true;
  return isNeverConnected(error.cause);
}
