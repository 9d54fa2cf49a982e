import type { BulkOutcome } from "../bulk-error.ts";
import type { UserList } from "../user-files/index.ts";

/** Parts of a list that share a fate. */
export interface AccountPart {
  /** How many users they have together. */
  readonly count: number;
  /** From the index of the first user up to the index after the last; in the order of the list. */
  readonly ranges: readonly (readonly [begin: number, end: number])[];
}

/** What became of each user of a list that was sent in part. */
export interface Account {
  readonly applied: AccountPart;
  /** Applied or not: an answer was lost. */
  readonly uncertain: AccountPart;
  readonly notApplied: AccountPart;
}

export function accountOf(outcome: BulkOutcome, total: number): Account {
  const [applied, uncertain, notApplied] = [new Part(), new Part(), new Part()];
  let from = 0;
  for (const { offset, count, uncertain: isUncertain } of outcome.failed) {
    applied.add(from, offset);
    (isUncertain ? uncertain : notApplied).add(offset, offset + count);
    from = offset + count;
  }
  applied.add(from, outcome.unsentFrom);
  notApplied.add(outcome.unsentFrom, total);
  return { applied, uncertain, notApplied };
}

export interface DescribeAccountOptions {
  /** What was to be done with the users, in a word. */
  readonly done: "added" | "removed";
  /** What `lines` count: lines of a file unless given. */
  readonly unit?: "line" | "user" | undefined;
}

/**
 * What is done, what may be and what is not, of a list that was sent in part: one sentence each, with
 * the lines. One sentence where nothing was changed for certain.
 */
export function describeAccount(
  outcome: BulkOutcome,
  { users, lines }: Pick<UserList, "users" | "lines">,
  { done, unit = "line" }: DescribeAccountOptions,
): string[] {
  const { applied, uncertain, notApplied } = accountOf(outcome, users.length);
  if (applied.count + uncertain.count === 0) return ["Nothing was changed."];
  const where = ({ ranges }: AccountPart) =>
    ranges
      .map(([begin, end]) => {
        const [first, last] = [lines[begin], lines[end - 1]];
        return first === last ? `${unit} ${first}` : `${unit}s ${first} to ${last}`;
      })
      .join(", ");
  const are = ({ count }: AccountPart) => (count === 1 ? "is" : "are");
  const head = `${grouped(applied.count)} of ${grouped(users.length)} users ${are(applied)} ${done}`;
  return [
    applied.count === 0 ? `${head}.` : `${head}: ${where(applied)}.`,
    ...(uncertain.count > 0
      ? [
          `${grouped(uncertain.count)} may be ${done} or not, since an answer was lost: ${where(uncertain)}.`,
        ]
      : []),
    ...(notApplied.count > 0
      ? [`${grouped(notApplied.count)} ${are(notApplied)} not ${done}: ${where(notApplied)}.`]
      : []),
  ];
}

const grouped = (count: number) => count.toLocaleString("en-US");

class Part implements AccountPart {
  readonly ranges: [begin: number, end: number][] = [];
  count = 0;

  /** Ranges that meet become one. */
  add(begin: number, end: number): void {
    if (begin >= end) return;
    this.count += end - begin;
    const last = this.ranges.at(-1);
    if (last?.[1] === begin) last[1] = end;
    else this.ranges.push([begin, end]);
  }
}
