import type { DatabaseSync } from "node:sqlite";

/*
 * Where the n-th user of a configuration is, and how many there are, at a cost that does not grow
 * with their number.
 *
 * The users of a configuration, in order of their `seq`, are cut into ranges of at most 64, those
 * into ranges of 32 ranges, and so on; for each range the table `counts` has its first `seq`
 * and the number of users from there to the next range of its level. A page skips whole ranges by
 * their numbers, and the total is the sum of the topmost few. A range that becomes small is joined
 * with its neighbour, which moves no user: only the two numbers become one. So the ranges stay few
 * however much is added and removed.
 */

const levels = [0, 1, 2, 3] as const;
const top = 3;

/** The most users that a range of a level holds. */
type CapacityOf = (level: number) => number;
const usual: CapacityOf = (level) => 64 * 32 ** level;

interface Range {
  readonly first: number;
  readonly n: number;
}

export type Counts = ReturnType<typeof counts>;

/**
 * Called within the transaction that changes the users themselves.
 *
 * @param capacityOf how large ranges are; a file may be read and changed with another one
 */
export function counts(database: DatabaseSync, capacityOf: CapacityOf = usual) {
  const sum = database.prepare(
    "SELECT coalesce(sum(n), 0) AS n FROM counts WHERE config = ? AND level = ?",
  );
  const from = database.prepare(
    "SELECT first, n FROM counts WHERE config = ? AND level = ? AND first >= ? ORDER BY first",
  );
  // A page reads some tens of these, and arrays cost half as much as objects.
  from.setReturnArrays(true);
  const at = database.prepare(
    "SELECT first, n FROM counts WHERE config = ? AND level = ? AND first <= ? ORDER BY first DESC LIMIT 1",
  );
  const after = database.prepare(
    "SELECT first, n FROM counts WHERE config = ? AND level = ? AND first > ? ORDER BY first LIMIT 1",
  );
  const insert = database.prepare(
    "INSERT INTO counts (config, level, first, n) VALUES (?, ?, ?, ?)",
  );
  const change = database.prepare(
    "UPDATE counts SET n = ? WHERE config = ? AND level = ? AND first = ?",
  );
  const remove = database.prepare(
    "DELETE FROM counts WHERE config = ? AND level = ? AND first = ?",
  );

  // The columns of the SELECTs above.
  const toRange = (row: unknown) => row as Range | undefined;
  /** The range that a place is in, or would be. */
  const holding = (config: number, level: number, seq: number) =>
    toRange(at.get(config, level, seq));
  const next = (config: number, level: number, first: number) =>
    toRange(after.get(config, level, first));

  /** Whether two neighbours of a level are within one range of the level above. */
  function together(config: number, level: number, left: Range, right: Range): boolean {
    if (level === top) return true;
    const parentOf = ({ first }: Range) => holding(config, level + 1, first)?.first;
    return parentOf(left) === parentOf(right);
  }

  function join(config: number, level: number, left: Range, right: Range): boolean {
    const n = left.n + right.n;
    // Half full at most, so that the next few users do not part them again.
    if (n > capacityOf(level) / 2 || !together(config, level, left, right)) return false;
    remove.run(config, level, right.first);
    change.run(n, config, level, left.first);
    return true;
  }

  function subtract(config: number, level: number, { first, n: before }: Range, removed: number) {
    const n = before - removed;
    if (n === 0) {
      remove.run(config, level, first);
      return;
    }
    change.run(n, config, level, first);
    if (n > capacityOf(level) / 4) return;
    const left = holding(config, level, first - 1);
    if (left !== undefined && join(config, level, left, { first, n })) return;
    const right = next(config, level, first);
    if (right !== undefined) join(config, level, { first, n }, right);
  }

  return {
    /** How many users the configuration has. */
    total: (config: number) => Number(sum.get(config, top)?.["n"]),

    /**
     * Where to begin to read in order to find the user that has `offset` others before it: from
     * `seq` on, and how many to skip there, fewer than 64; `undefined` past the end.
     */
    locate(config: number, offset: number): { seq: number; skip: number } | undefined {
      let skip = offset;
      let seq = 0;
      for (let level: number = top; level >= 0; level--) {
        let found: number | undefined;
        for (const row of from.iterate(config, level, seq)) {
          const [first = 0, n = 0] = row as unknown as readonly number[];
          if (skip < n) {
            found = first;
            break;
          }
          skip -= n;
        }
        if (found === undefined) return undefined;
        // The first range of the level below may begin later than this one.
        seq = found;
      }
      return { seq, skip };
    },

    /** `number` users were appended, the first of them at `seq`, the others one by one after it. */
    added(config: number, seq: number, number: number): void {
      let place = seq;
      let left = number;
      while (left > 0) {
        const last = levels.map((level) => holding(config, level, Number.MAX_SAFE_INTEGER));
        const room = (level: number) => capacityOf(level) - (last[level]?.n ?? capacityOf(level));
        // A range begins where the ranges below it begin: where one is full, those end with it.
        const full = levels.findLast((level) => room(level) === 0) ?? -1;
        const fits = Math.min(
          left,
          ...levels.map((level) => (level <= full ? capacityOf(level) : room(level))),
        );
        for (const level of levels) {
          const open = last[level];
          if (level <= full || open === undefined) insert.run(config, level, place, fits);
          else change.run(open.n + fits, config, level, open.first);
        }
        place += fits;
        left -= fits;
      }
    },

    /** The users at these places, each given once, are no longer there. */
    removed(config: number, places: readonly number[]): void {
      const sorted = places.toSorted((a, b) => a - b);
      // From the top: what is joined there lets more be joined below.
      for (const level of levels.toReversed()) {
        for (let index = 0; index < sorted.length;) {
          const range = holding(config, level, sorted[index] ?? 0);
          if (range === undefined) throw new Error("a user is in no range of its configuration");
          const end = next(config, level, range.first)?.first ?? Number.POSITIVE_INFINITY;
          let past = index;
          while (past < sorted.length && (sorted[past] ?? 0) < end) past++;
          subtract(config, level, range, past - index);
          index = past;
        }
      }
    },
  };
}
