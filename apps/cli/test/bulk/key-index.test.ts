import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { KeyIndex } from "../../src/bulk/key-index.ts";

describe("the index of texts", () => {
  it("numbers them as a Map would", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 })), (texts) => {
        const index = new KeyIndex();
        const map = new Map<string, number>();
        for (const text of texts) {
          expect(index.find(text)).toBe(map.get(text) ?? -1);
          if (!map.has(text)) map.set(text, map.size);
          expect(index.add(text)).toBe(map.get(text));
          expect(index.find(text)).toBe(map.get(text));
        }
        expect(index.size).toBe(map.size);
      }),
    );
  });

  it("tells half a million texts apart that are nearly the same", () => {
    const index = new KeyIndex();
    for (let n = 0; n < 500_000; n += 1) index.add(`user-${n.toString(16).padStart(27, "0")}`);
    expect(index.size).toBe(500_000);
    expect(index.find(`user-${(77_777).toString(16).padStart(27, "0")}`)).toBe(77_777);
    expect(index.find("user-")).toBe(-1);
  });
});
