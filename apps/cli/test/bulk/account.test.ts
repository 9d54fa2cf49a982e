import type { BulkOutcome } from "@hotspot-session/client";
import { describe, expect, it } from "vitest";

import { accountOf } from "../../src/bulk/account.ts";
import { ChunkLines } from "../../src/bulk/chunk-lines.ts";

/** The lines of so many users that were handed over, in a file with a header and no empty line. */
function linesOf(count: number): ChunkLines {
  const lines = new ChunkLines();
  for (let n = 0; n < count; n += 1) lines.note(n + 2);
  return lines;
}

const failed = (offset: number, count: number, uncertain: boolean) => ({
  offset,
  count,
  uncertain,
  error: new Error("lost"),
});

function account(
  outcome: Omit<BulkOutcome, "resumeFrom">,
  { handed = 10_500, total = 10_500 } = {},
) {
  return accountOf({
    outcome: { ...outcome, resumeFrom: outcome.failed[0]?.offset ?? outcome.unsentFrom },
    lines: linesOf(handed),
    unit: "line",
    total,
    lastLine: total + 1,
    done: "removed",
  });
}

describe("the account of a list that was sent in part", () => {
  it("names every part of it where several requests were under way", () => {
    const parts = [
      failed(1000, 1000, true),
      failed(3000, 1000, false),
      failed(4000, 1000, true),
      failed(7000, 1000, false),
    ];
    expect(account({ applied: 4000, failed: parts, unsentFrom: 8000 }, { handed: 8001 })).toEqual([
      "4,000 of 10,500 users are removed: lines 2 to 1001, lines 2002 to 3001, lines 5002 to 7001.",
      "2,000 may be removed or not, since no answer told: lines 1002 to 2001, lines 4002 to 5001.",
      "4,500 are not removed: lines 3002 to 4001, lines 7002 to 10501.",
    ]);
  });

  it("ends with what was never read again", () => {
    expect(account({ applied: 2000, failed: [], unsentFrom: 2000 }, { handed: 2000 })).toEqual([
      "2,000 of 10,500 users are removed: lines 2 to 2001.",
      "8,500 are not removed: lines 2002 to 10501.",
    ]);
  });

  it("has a last request that is not full", () => {
    expect(
      account({ applied: 10_000, failed: [failed(10_000, 500, true)], unsentFrom: 10_500 }),
    ).toEqual([
      "10,000 of 10,500 users are removed: lines 2 to 10001.",
      "500 may be removed or not, since no answer told: lines 10002 to 10501.",
    ]);
  });

  it("names one line as one", () => {
    const one = failed(1000, 1, false);
    expect(
      account({ applied: 1000, failed: [one], unsentFrom: 1001 }, { handed: 1001, total: 1001 }),
    ).toEqual([
      "1,000 of 1,001 users are removed: lines 2 to 1001.",
      "1 is not removed: line 1002.",
    ]);
  });

  it("says that nothing was changed where that is certain, and only there", () => {
    expect(account({ applied: 0, failed: [failed(0, 1000, false)], unsentFrom: 1000 })).toEqual([
      "Nothing was changed.",
    ]);
    expect(account({ applied: 0, failed: [failed(0, 1000, true)], unsentFrom: 1000 })).toEqual([
      "0 of 10,500 users are removed.",
      "1,000 may be removed or not, since no answer told: lines 2 to 1001.",
      "9,500 are not removed: lines 1002 to 10501.",
    ]);
  });
});
