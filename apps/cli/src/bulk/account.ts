import type { BulkOutcome } from "@hotspot-session/client";

import type { ChunkLines } from "./chunk-lines.ts";
import { grouped } from "./progress.ts";

/** What was to be done with the users of a list, in a word: `added`. */
export type Done = "added" | "removed";

/** A list that was sent in part. */
export interface Stopped {
  readonly outcome: BulkOutcome;
  readonly lines: ChunkLines;
  readonly unit: "line" | "user";
  /** How many users there are, and where the last is. */
  readonly total: number;
  readonly lastLine: number;
  readonly done: Done;
}

/** Whether anything of it is done, or may be. */
export function isBegun({ applied, failed }: BulkOutcome): boolean {
  return applied > 0 || failed.some(({ uncertain }) => uncertain);
}

/** What is in, what may be, and what is not: one sentence each. */
export function accountOf({ outcome, lines, unit, total, lastLine, done }: Stopped): string[] {
  const { failed, unsentFrom } = outcome;
  if (!isBegun(outcome)) return ["Nothing was changed."];

  const ranges = { done: new Ranges(), unknown: new Ranges(), not: new Ranges() };
  let from = 0;
  for (const { offset, count, uncertain } of failed) {
    ranges.done.add(from, offset);
    ranges[uncertain ? "unknown" : "not"].add(offset, offset + count);
    from = offset + count;
  }
  ranges.done.add(from, unsentFrom);
  ranges.not.add(unsentFrom, total);

  const places = (of: Ranges) =>
    of.all
      .map(([begin, end]) => {
        const first = lines.from(begin);
        const last = end === total ? lastLine : (lines.lastBefore(end) ?? first);
        return first === last ? `${unit} ${first}` : `${unit}s ${first} to ${last}`;
      })
      .join(", ");
  const known = ranges.done.count;
  return [
    `${grouped(known)} of ${grouped(total)} users ${known === 1 ? "is" : "are"} ${done}${known === 0 ? "" : `: ${places(ranges.done)}`}.`,
    ...(ranges.unknown.count > 0
      ? [
          `${grouped(ranges.unknown.count)} may be ${done} or not, since no answer told: ${places(ranges.unknown)}.`,
        ]
      : []),
    ...(ranges.not.count > 0
      ? [
          `${grouped(ranges.not.count)} ${ranges.not.count === 1 ? "is" : "are"} not ${done}: ${places(ranges.not)}.`,
        ]
      : []),
  ];
}

/** Parts of a list, in their order; those that meet are one. */
class Ranges {
  readonly all: [begin: number, end: number][] = [];
  count = 0;

  add(begin: number, end: number): void {
    if (begin >= end) return;
    this.count += end - begin;
    const last = this.all.at(-1);
    if (last?.[1] === begin) last[1] = end;
    else this.all.push([begin, end]);
  }
}
