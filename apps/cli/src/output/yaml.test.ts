import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { yamlWriter } from "./yaml.ts";

const anyJson = fc.jsonValue({ maxDepth: 4 });
const anyEntry = fc.dictionary(fc.string({ minLength: 1 }), anyJson, { minKeys: 1 });

describe("YAML", () => {
  it("reads back as what was written", () => {
    fc.assert(
      fc.property(fc.array(anyEntry), (entries) => {
        const { some, end } = yamlWriter<object>();
        const text = (entries.length === 0 ? "" : some(entries, true)) + end(entries.length);
        expect(JSON.stringify(parse(text))).toEqual(JSON.stringify(entries));
      }),
      { numRuns: 30 },
    );
  });

  it("leaves no text to be taken for anything else", () => {
    const entry = { id: "0123", user_name: "no", other: "2026-11-22", more: "1e3" };
    expect(yamlWriter<object>().one(entry)).toBe(
      'id: "0123"\nuser_name: "no"\n"other": "2026-11-22"\n"more": "1e3"\n',
    );
  });
});
