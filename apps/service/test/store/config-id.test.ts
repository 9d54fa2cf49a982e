import { expect, it } from "vitest";

import { nextConfigId } from "../../src/store/config-id.ts";

it("an id is a UUID of version 7 of its time, and after the last one also where that is ahead", () => {
  const now = Date.parse("2026-01-31T12:00:00Z");
  const first = nextConfigId(undefined, now);
  expect(Number.parseInt(first.slice(0, 12), 16)).toBe(now);
  let last = first;
  // More than a millisecond counts, then a clock that goes back.
  for (let count = 0; count < 6000; count++) {
    const next = nextConfigId(last, count < 5000 ? now : now - 1000);
    expect(next).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
    expect(next > last).toBe(true);
    last = next;
  }
  expect(nextConfigId(last, now + 60_000) > last).toBe(true);
});
