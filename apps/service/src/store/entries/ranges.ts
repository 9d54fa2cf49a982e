/*
 * How many entries a configuration has, and where the n-th of them is, at a cost that does not grow
 * with their number.
 *
 * The places of a configuration are cut into ranges of 64, of 64 times 64, and of 64 times as many
 * again. For each range that is not empty a row says how many entries are in it. The total is the
 * sum of the topmost; a page skips whole ranges, level by level, and at last less than 64 entries.
 */

/** From the narrowest ranges to the widest. */
export const levels = [0, 1, 2] as const;
export type Level = (typeof levels)[number];

export const topLevel = 2 satisfies Level;

/** How many places a range of a level has. */
export const widthOf = (level: Level): number => 64 ** (level + 1);

/** The first place of a range, a multiple of its width, and how many entries are in it. */
export type Range = readonly [first: number, n: number];

/** What a change adds to the number of a range; a range that comes to 0 has no row. */
export interface RangeChange {
  readonly level: Level;
  readonly first: number;
  readonly n: number;
}

/** How the ranges change with entries at these places, each given once. */
export function rangeChanges(
  appended: readonly number[],
  removed: readonly number[],
): RangeChange[] {
  return levels.flatMap((level) => {
    const width = widthOf(level);
    const changes = new Map<number, number>();
    const count = (place: number, by: number) => {
      const first = place - (place % width);
      changes.set(first, (changes.get(first) ?? 0) + by);
    };
    for (const place of appended) count(place, 1);
    for (const place of removed) count(place, -1);
    return Array.from(changes, ([first, n]) => ({ level, first, n }));
  });
}

/** The ranges of a configuration, as an engine finds them. */
export interface Ranges {
  /** How many entries are in the ranges that begin at `from` or later, and before `to`. */
  count(level: Level, from: number, to: number): number;
  /** The first of these ranges. */
  next(level: Level, from: number, to: number): Range | undefined;
}

/**
 * A place, and how many entries to skip from there, to come to the one with `offset` others before it;
 * `undefined` where there are fewer.
 */
export function locate(
  offset: number,
  { count, next }: Ranges,
): { place: number; skip: number } | undefined {
  // So few are skipped faster than they are counted.
  if (offset < widthOf(0)) return { place: 0, skip: offset };
  let [place, skip, end] = [0, offset, Number.MAX_SAFE_INTEGER];
  for (const level of fromTheTop) {
    const width = widthOf(level);
    for (;;) {
      // Ranges that begin before this place hold no more entries than must be skipped.
      const least = place + skip - (skip % width);
      if (least > place) skip -= count(level, place, least);
      const range = next(level, least, end);
      if (range === undefined) return undefined;
      const [first, n] = range;
      place = first;
      if (skip < n) break;
      skip -= n;
      place += width;
    }
    end = place + width;
  }
  return { place, skip };
}

const fromTheTop = levels.toReversed();
