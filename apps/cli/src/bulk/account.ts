import type { BulkOutcome } from "@hotspot-session/client";

import { grouped } from "./progress.ts";
import type { UserList } from "./user-list.ts";

/** What was to be done with the users of a list, in a word: `added`. */
export type Done = "added" | "removed";

/** Whether anything of it is done, or may be. */
export function isBegun({ applied, failed }: BulkOutcome): boolean {
  return applied > 0 || failed.some(({ uncertain }) => uncertain);
}

/** What is done, what may be, and what is not, of a list that was sent in part: one line each. */
export function accountOf(
  outcome: BulkOutcome,
  { users, places, unit }: Pick<UserList, "users" | "places" | "unit">,
  done: Done,
): string[] {
  if (!isBegun(outcome)) return ["Nothing was changed."];
  const known = new Ranges();
  const unknown = new Ranges();
  const not = new Ranges();
  let from = 0;
  for (const { offset, count, uncertain } of outcome.failed) {
    known.add(from, offset);
    (uncertain ? unknown : not).add(offset, offset + count);
    from = offset + count;
  }
  known.add(from, outcome.unsentFrom);
  not.add(outcome.unsentFrom, users.length);

  const where = ({ all }: Ranges) =>
    all
      .map(([begin, end]) => {
        const [first, last] = [places[begin], places[end - 1]];
        return first === last ? `${unit} ${first}` : `${unit}s ${first} to ${last}`;
      })
      .join(", ");
  const are = ({ count }: Ranges) => (count === 1 ? "is" : "are");
  const head = `${grouped(known.count)} of ${grouped(users.length)} users ${are(known)} ${done}`;
  return [
    known.count === 0 ? `${head}.` : `${head}: ${where(known)}.`,
    ...(unknown.count > 0
      ? [
          `${grouped(unknown.count)} may be ${done} or not, since an answer was lost: ${where(unknown)}.`,
        ]
      : []),
    ...(not.count > 0 ? [`${grouped(not.count)} ${are(not)} not ${done}: ${where(not)}.`] : []),
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
