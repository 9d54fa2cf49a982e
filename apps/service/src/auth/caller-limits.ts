import { LRUCache } from "lru-cache";

import { ApiError } from "../errors.ts";
import type { Caller } from "./caller.ts";

/** How many requests one caller may make a minute; `undefined` for any number. */
export interface CallerLimits {
  readonly reads: number | undefined;
  readonly writes: number | undefined;
}

/** How many callers are known at once. One that is forgotten starts anew. */
const maxCallers = 10_000;

interface Allowance {
  /** What is left of the limit; it grows by the limit in a minute, up to the limit. */
  left: number;
  /** When that was, in milliseconds. */
  at: number;
}

/** Holds each caller to limits a minute: a burst may use a whole minute's at once. */
export function callerLimits({ reads, writes }: CallerLimits) {
  const allowances = new LRUCache<string, Allowance>({ max: maxCallers });

  /** @throws {@link ApiError} of 503 where the caller has used up its limit */
  return ({ via, id }: Caller, isWrite: boolean): void => {
    const limit = isWrite ? writes : reads;
    if (limit === undefined) return;
    const key = `${via} ${id} ${isWrite}`;
    const now = performance.now();
    const perMillisecond = limit / 60_000;
    const last = allowances.get(key) ?? { left: limit, at: now };
    const left = Math.min(limit, last.left + (now - last.at) * perMillisecond);
    if (left < 1) {
      const seconds = Math.ceil((1 - left) / perMillisecond / 1000);
      throw new ApiError(
        503,
        `${credential(via, id)} may make ${limit} ${isWrite ? "writes" : "reads"} a minute; try again after the seconds in Retry-After`,
        { "Retry-After": String(seconds) },
      );
    }
    allowances.set(key, { left: left - 1, at: now });
  };
}

export type LimitCaller = ReturnType<typeof callerLimits>;

const credential = (via: Caller["via"], id: string) =>
  via === "iam"
    ? `X-Auth-Token: the user ${id}`
    : `${via === "token" ? "X-Auth-Token" : "Authorization"}: the ${via} ${id}`;
