import { describe, expect, it } from "vitest";

import type { BulkOutcome } from "../src/index.ts";
import { accountOf, describeAccount } from "../src/sync/index.ts";

const failed = (offset: number, count: number, uncertain: boolean) => ({
  offset,
  count,
  uncertain,
  error: new Error("lost"),
});

/** The account of the users of a file with a header and no empty line. */
function account(outcome: Omit<BulkOutcome, "resumeFrom">, total = 10_500) {
  const users = Array.from({ length: total }, (_, index) => ({ user_id: `${index}` }));
  const lines = users.map((_, index) => index + 2);
  return describeAccount({ ...outcome, resumeFrom: 0 }, { users, lines }, { done: "removed" });
}

describe("the account of a list that was sent in part", () => {
  it("names every part of it where several requests were under way", () => {
    const parts = [
      failed(1000, 1000, true),
      failed(3000, 1000, false),
      failed(4000, 1000, true),
      failed(7000, 1000, false),
    ];
    expect(account({ applied: 4000, failed: parts, unsentFrom: 8000 })).toEqual([
      "4,000 of 10,500 users are removed: lines 2 to 1001, lines 2002 to 3001, lines 5002 to 7001.",
      "2,000 may be removed or not, since an answer was lost: lines 1002 to 2001, lines 4002 to 5001.",
      "4,500 are not removed: lines 3002 to 4001, lines 7002 to 10501.",
    ]);
    const outcome = { applied: 4000, failed: parts, unsentFrom: 8000, resumeFrom: 1000 };
    expect(accountOf(outcome, 10_500).uncertain).toEqual({
      count: 2000,
      ranges: [
        [1000, 2000],
        [4000, 5000],
      ],
    });
  });

  it("says that nothing was changed where that is certain, and only there", () => {
    expect(account({ applied: 0, failed: [failed(0, 1000, false)], unsentFrom: 1000 })).toEqual([
      "Nothing was changed.",
    ]);
    expect(account({ applied: 0, failed: [failed(0, 1000, true)], unsentFrom: 1000 })).toEqual([
      "0 of 10,500 users are removed.",
      "1,000 may be removed or not, since an answer was lost: lines 2 to 1001.",
      "9,500 are not removed: lines 1002 to 10501.",
    ]);
  });
});
