import { describe, expect, it } from "vitest";

import { measureMemory } from "./memory.ts";

describe("iterating over 100,000 users", () => {
  it("needs no more memory at the end than after a tenth of them", async () => {
    const { atTenth, atEnd } = await measureMemory(100_000);
    // In 900 pages: two kilobytes that each leaves behind would show.
    expect(atEnd - atTenth).toBeLessThan(900 * 2 * 1024);
  });
});
