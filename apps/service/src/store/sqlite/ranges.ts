import type { DatabaseSync } from "node:sqlite";

import {
  levels,
  type RangeChange,
  type Range,
  rangeWith,
  topLevel,
  widthOf,
} from "../entries/ranges.ts";

/** The numbers of entries in the ranges of places. Called within a transaction. */
export function ranges(database: DatabaseSync) {
  const within = database.prepare(
    "SELECT first, n FROM ranges WHERE config = ? AND level = ? AND first >= ? AND first < ? ORDER BY first",
  );
  const change = database.prepare(
    `INSERT INTO ranges (config, level, first, n)
     SELECT ?, value ->> 'level', value ->> 'first', value ->> 'n' FROM json_each(?) WHERE true
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  );
  const removeEmpty = database.prepare(
    `DELETE FROM ranges WHERE config = ?1 AND n = 0 AND (level, first) IN
     (SELECT value ->> 'level', value ->> 'first' FROM json_each(?2))`,
  );

  return {
    /** The place of a page's first entry, and how many to skip from there; `undefined` past the end. */
    locate(config: number, offset: number): { place: number; skip: number } | undefined {
      let [place, end, skip] = [0, Number.MAX_SAFE_INTEGER, offset];
      for (const level of levels.toReversed()) {
        // The columns of the statement.
        const found = within.iterate(config, level, place, end) as Iterable<unknown>;
        const range = rangeWith(skip, found as Iterable<Range>);
        if (range === undefined) return undefined;
        ({ first: place, skip } = range);
        end = place + widthOf(level);
      }
      return { place, skip };
    },

    apply(config: number, changes: readonly RangeChange[]): void {
      if (changes.length === 0) return;
      const text = JSON.stringify(changes);
      change.run(config, text);
      if (changes.some(({ n }) => n < 0)) removeEmpty.run(config, text);
    },
  };
}

/** The number of all users of the configuration in the row of `configs`, as an expression. */
export const totalOfConfig = `(SELECT coalesce(sum(n), 0) FROM ranges WHERE config = configs.seq AND level = ${topLevel})`;
