import type { DatabaseSync } from "node:sqlite";

import { locate, type Range, type RangeChange, topLevel } from "../entries/ranges.ts";
import { prepare } from "./statement.ts";

/** The numbers of entries in the ranges of places. Called within a transaction. */
export function ranges(database: DatabaseSync) {
  const between = "FROM ranges WHERE config = ? AND level = ? AND first >= ? AND first < ?";
  const count = prepare<readonly [n: number]>(database, `SELECT coalesce(sum(n), 0) ${between}`);
  const next = prepare<Range>(database, `SELECT first, n ${between} ORDER BY first LIMIT 1`);
  const add = database.prepare(
    `INSERT INTO ranges (config, level, first, n) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET n = n + excluded.n`,
  );
  const removeEmpty = database.prepare(
    "DELETE FROM ranges WHERE config = ? AND level = ? AND first = ? AND n = 0",
  );

  return {
    /** Where a page begins; see entries/ranges.ts. */
    locate: (config: number, offset: number) =>
      locate(offset, {
        count: (level, from, to) => count.get(config, level, from, to)?.[0] ?? 0,
        next: (level, from, to) => next.get(config, level, from, to),
      }),

    apply(config: number, changes: readonly RangeChange[]): void {
      for (const { level, first, n } of changes) {
        add.run(config, level, first, n);
        if (n < 0) removeEmpty.run(config, level, first);
      }
    },
  };
}

/** The number of all users of the configuration in the row of `configs`, as an expression. */
export const totalOfConfig = `(SELECT coalesce(sum(n), 0) FROM ranges WHERE config = configs.seq AND level = ${topLevel})`;
