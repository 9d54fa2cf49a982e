import { expect, it } from "vitest";

import { foldName } from "../../src/store/entries/fold-name.ts";
import { folded, foldings } from "./unicode.ts";

it("names are folded as Unicode's table says, every character by itself and beside others", () => {
  expect(foldings.size).toBeGreaterThan(1500);
  const wrong: string[] = [];
  for (let code = 1; code <= 0x10_ffff; code++) {
    const character = String.fromCodePoint(code);
    for (const text of [character, `Α${character}Α`]) {
      if (foldName(text) !== folded(text)) wrong.push(code.toString(16));
    }
  }
  expect(wrong).toEqual([]);
});
