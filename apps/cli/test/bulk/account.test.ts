import type { BulkOutcome } from "@hotspot-session/client";
import { describe, expect, it } from "vitest";

import { accountOf } from "../../src/bulk/account.ts";
import { manyUsers } from "./lists.ts";

const failed = (offset: number, count: number, uncertain: boolean) => ({
  offset,
  count,
  uncertain,
  error: new Error("lost"),
});

/** The account of so many users, in a file with a header and no empty line. */
function account(outcome: Omit<BulkOutcome, "resumeFrom">, total = 10_500) {
  const users = manyUsers(total);
  const places = users.map((_, index) => index + 2);
  return accountOf({ ...outcome, resumeFrom: 0 }, { users, places, unit: "line" }, "removed");
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
