import type { DatabaseSync } from "node:sqlite";

import {
  levels,
  type RangeChange,
  type Range,
  rangeWith,
  topLevel,
  widthOf,
} from "../entries/ranges.ts";
import { prepare } from "./statement.ts";

/** The numbers of entries in the ranges of places. Called within a transaction. */
export function ranges(database: DatabaseSync) {
  const within = prepare<Range>(
    database,
    "SELECT first, n FROM ranges WHERE config = ? AND level = ? AND first >= ? AND first < ? ORDER BY first",
  );
  const countBetween = prepare<readonly [n: number]>(
    database,
    "SELECT coalesce(sum(n), 0) FROM ranges WHERE config = ? AND level = ? AND first >= ? AND first < ?",
  );
  const add = database.prepare(
    `INSERT INTO ranges (config, level, first, n) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  );
  const removeEmpty = database.prepare(
    "DELETE FROM ranges WHERE config = ? AND level = ? AND first = ? AND n = 0",
  );

  return {
    /** The place of a page's first entry, and how many to skip from there; `undefined` past the end. */
    locate(config: number, offset: number): { place: number; skip: number } | undefined {
      // So few are skipped faster than found.
      if (offset <= widthOf(0)) return { place: 0, skip: offset };
      let [place, end, skip] = [0, Number.MAX_SAFE_INTEGER, offset];
      for (const level of fromTheTop) {
        // Places before this one hold no more than is skipped. To add them up costs less than their rows.
        const least = place + skip - (skip % widthOf(level));
        if (least > place) skip -= countBetween.get(config, level, place, least)?.[0] ?? 0;
        const range = rangeWith(skip, within.iterate(config, level, least, end));
        if (range === undefined) return undefined;
        [place, skip] = range;
        end = place + widthOf(level);
      }
      return { place, skip };
    },

    apply(config: number, changes: readonly RangeChange[]): void {
      for (const { level, first, n } of changes) {
        add.run(config, level, first, n);
        if (n < 0) removeEmpty.run(config, level, first);
      }
    },
  };
}

const fromTheTop = levels.toReversed();

/** The number of all users of the configuration in the row of `configs`, as an expression. */
export const totalOfConfig = `(SELECT coalesce(sum(n), 0) FROM ranges WHERE config = configs.seq AND level = ${topLevel})`;
