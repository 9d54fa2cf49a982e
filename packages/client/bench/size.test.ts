import { describe, expect, it } from "vitest";

import { measureSize, sizeBudget } from "./size.ts";

describe("the whole client in a bundle", () => {
  it("weighs no more than its budget, minified and gzipped", async () => {
    const { start, whole } = await measureSize();
    // Far below, something was left out of the bundle.
    expect(start.minified).toBeGreaterThan(8_000);
    expect(whole.gzipped, "find what made it grow").toBeLessThanOrEqual(sizeBudget);
  });
});
