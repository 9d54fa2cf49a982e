import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { progressLine } from "../../src/bulk/progress.ts";

const lineOf = (done: number, milliseconds: number, width: number) =>
  progressLine("Adding users", done, 1_000_000, milliseconds, width);

describe("the line of progress", () => {
  it("says how much is done, how fast, and how long it will take", () => {
    expect(lineOf(250_000, 5_000, 80)).toBe(
      "Adding users [###-----------]  25%  250,000 of 1,000,000  50,000/s  0:15 left",
    );
  });

  it.each([
    [0, 0, "  0%  0 of 1,000,000"],
    [1_000, 10_000, "  0%  1,000 of 1,000,000  100/s  2:46:30 left"],
    [1_000_000, 20_000, "100%  1,000,000 of 1,000,000  50,000/s"],
  ])("after %i users in %i ms is %j", (done, milliseconds, facts) => {
    expect(lineOf(done, milliseconds, 120)).toMatch(facts);
  });

  it("never fills the last column, where a terminal would break the line", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1_000_000 }),
        fc.nat({ max: 1e9 }),
        fc.integer({ min: 1, max: 300 }),
        (done, milliseconds, width) => {
          expect(lineOf(done, milliseconds, width).length).toBeLessThan(width);
        },
      ),
    );
  });
});
