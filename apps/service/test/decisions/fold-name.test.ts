import { expect, it } from "vitest";

import { foldName } from "../../src/store/entries/fold-name.ts";
import { folded, foldings } from "./unicode.ts";

it("names are folded as Unicode's table says, every character by itself and beside others", () => {
  expect(foldings.size).toBeGreaterThan(1500);
  const cased = new Set(foldings.keys());
  for (let code = 1; code <= 0x10_ffff; code++) {
    const character = String.fromCodePoint(code);
    if (/[\p{Changes_When_Casemapped}\p{Cased}]/u.test(character)) cased.add(character);
  }
  for (const character of cased) {
    for (const text of [character, `Α${character}Α`]) expect(foldName(text)).toBe(folded(text));
  }
  expect(foldName("日本 ½")).toBe("日本 ½");
});
