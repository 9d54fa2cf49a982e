import fc from "fast-check";

import type { Operation } from "../../src/contract/operations.ts";

/** Who calls: mostly somebody who may. */
export const caller = fc.constantFrom(
  ...(["admin", "admin", "admin", "reader", "foreign", "expired", "nobody"] as const),
);
export type Caller = typeof caller extends fc.Arbitrary<infer Value> ? Value : never;

/** The status by the order of checks: who it is, whether they may, what they ask, what exists. */
export function statusOf(
  { method }: Operation,
  by: Caller,
  { isBroken, namesNothing }: { readonly isBroken: boolean; readonly namesNothing: boolean },
): number {
  if (by === "nobody" || by === "expired") return 401;
  if (by === "foreign" || (by === "reader" && method !== "GET")) return 403;
  if (isBroken) return 400;
  return namesNothing ? 404 : 200;
}
