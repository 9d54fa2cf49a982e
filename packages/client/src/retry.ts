/** The first wait is up to this many milliseconds; each further one up to twice as many. */
const firstWait = 250;
const longestWait = 8_000;

/** After a `Retry-After` of more than this many milliseconds the call fails at once. */
export const longestRetryAfter = 30_000;

/** How many milliseconds to wait after this attempt, the first being 1: back-off with full jitter. */
export function backOff(attempt: number): number {
  return Math.random() * Math.min(longestWait, firstWait * 2 ** (attempt - 1));
}

/**
 * The milliseconds that a `Retry-After` header asks to wait, by seconds or by date. A date is compared
 * with the clock of the service where the answer has a `Date`: the clock here may be wrong.
 */
export function parseRetryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get("retry-after");
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const ms = Date.parse(value) - (dateOf(headers) ?? Date.now());
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * What to add to the message of a refused signature if the clocks differ by 15 minutes or more, for
 * which services refuse it; else nothing.
 */
export function describeClockSkew(request: Request, response: Response | undefined): string {
  if (response?.status !== 401 || !request.headers.has("x-sdk-date")) return "";
  const skew = Math.round((Date.now() - (dateOf(response.headers) ?? Date.now())) / 60_000);
  const side = skew < 0 ? "behind" : "ahead of";
  return Math.abs(skew) < 15
    ? ""
    : `; the clock here is ${Math.abs(skew)} minutes ${side} the service's`;
}

/** The `Date` of an answer in milliseconds since 1970. */
function dateOf(headers: Headers | undefined): number | undefined {
  return Date.parse(headers?.get("date") ?? "") || undefined;
}

/** Whether the same request may succeed after an answer of this status: of the service or a gateway. */
export function isTransient(status: number): boolean {
  return status === 429 || (status >= 500 && status <= 504 && status !== 501);
}

/**
 * Whether an answer says that the request was not carried out. The contract promises so for its
 * errors except 500, which is unforeseen. 429 comes from a gateway that let the request not pass.
 */
export function isNotExecuted(status: number, isFromService: boolean): boolean {
  return status === 429 || (isFromService && status !== 500);
}

/** The error codes of Node and Bun if no connection was made, so that nothing was sent. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$/;

/** Whether fetch failed before anything could be sent, as far as the platform says. */
export function isNeverConnected(error: unknown): boolean {
  return hasCode(error, neverConnected);
}

/** Whether fetch gave up by a time-out of its own: Node's after 300 s without a byte, Bun's after 300 s. */
export function isPlatformTimeout(error: unknown): boolean {
  return hasCode(error, /^(UND_ERR_(HEADERS|BODY)_TIMEOUT|TimeoutError)$/);
}

/** Whether the error or one of its causes has such a code or name. */
function hasCode(error: unknown, pattern: RegExp): boolean {
  if (!(error instanceof Error)) return false;
  const names = [error.name, Reflect.get(error, "code")];
  return names.some((name) => pattern.test(String(name))) || hasCode(error.cause, pattern);
}
