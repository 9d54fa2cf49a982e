import type { Spread } from "./spread.ts";

/** What a figure is to be; the median is held against it. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** One line of the bench. */
export interface Result {
  /** What was measured and, of a ratio, against what. */
  readonly what: string;
  /** `×` for a ratio. */
  readonly unit: "×" | "MiB" | "users/s" | "/s";
  readonly value: Spread;
  readonly target?: Target;
  /** What the figure was made from, for people. */
  readonly detail: string;
}

/** Whether a target is met; `undefined` where there is none, or nothing could be measured here. */
export function isMet({ target, value }: Result): boolean | undefined {
  if (target === undefined || Number.isNaN(value.median)) return undefined;
  return "atLeast" in target ? value.median >= target.atLeast : value.median <= target.atMost;
}
