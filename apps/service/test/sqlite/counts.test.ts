import { DatabaseSync } from "node:sqlite";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { counts } from "../../src/store/sqlite/counts.ts";
import { migrate } from "../../src/store/sqlite/schema.ts";

/** Ranges of 4, 12, 36 and 108 users: a few hundred reach every level. */
const small = (level: number) => 4 * 3 ** level;

function openCounts() {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  database.exec("INSERT INTO configs VALUES (1, 'c', 'p', 1, 1)");
  const ranges = database.prepare("SELECT level, first, n FROM counts WHERE config = 1");
  return { ...counts(database, small), ranges: () => ranges.all() };
}

type Opened = ReturnType<typeof openCounts>;

/** Holds the numbers to the places themselves: `places` are those that are taken, in order. */
function expectExact(counted: Opened, places: readonly number[]): void {
  expect(counted.total(1)).toBe(places.length);
  for (let offset = 0; offset < places.length; offset += 1 + Math.floor(places.length / 40)) {
    const found = counted.locate(1, offset);
    const start = places.findIndex((place) => place >= (found?.seq ?? Number.NaN));
    expect(start + (found?.skip ?? 0)).toBe(offset);
    expect(found?.skip).toBeLessThan(small(0));
  }
  expect(counted.locate(1, places.length)).toBeUndefined();
}

describe("the counts of a configuration's users", () => {
  it("are exact after any sequence of additions and removals", () => {
    const step = fc.oneof(
      fc.record({ add: fc.integer({ min: 1, max: 90 }) }),
      // Which of those that are there, as fractions, and how many from each on.
      fc.record({
        remove: fc.array(
          fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 40 })),
          {
            maxLength: 8,
          },
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const counted = openCounts();
        let places: number[] = [];
        for (const change of steps) {
          if ("add" in change) {
            const first = (places.at(-1) ?? -1) + 1;
            counted.added(1, first, change.add);
            places.push(...Array.from({ length: change.add }, (_, index) => first + index));
          } else {
            const gone = new Set(
              change.remove.flatMap(([from, number]) => {
                const start = Math.floor(from * places.length);
                return places.slice(start, start + number);
              }),
            );
            counted.removed(1, [...gone]);
            places = places.filter((place) => !gone.has(place));
          }
          expectExact(counted, places);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("stay few when most users are removed: small ranges are joined", () => {
    const counted = openCounts();
    counted.added(1, 0, 4096);
    const all = Array.from({ length: 4096 }, (_, index) => index);
    counted.removed(
      1,
      all.filter((place) => place % 64 !== 0),
    );
    const left = all.filter((place) => place % 64 === 0);
    expectExact(counted, left);
    // 64 users: a range of each level holds at least a quarter of what it could, or its neighbour does.
    expect(counted.ranges().length).toBeLessThan(64);
  });

  it("leave nothing behind when the last user goes", () => {
    const counted = openCounts();
    counted.added(1, 0, 1000);
    counted.removed(
      1,
      Array.from({ length: 1000 }, (_, index) => index),
    );
    expect(counted.ranges()).toEqual([]);
    counted.added(1, 1000, 3);
    expectExact(counted, [1000, 1001, 1002]);
  });
});
