import { expect, it } from "vitest";

import { visible } from "../src/visible.ts";

it.each([
  ["a direction that is turned", "abc\u202Etxt.exe", "abcU+202Etxt.exe"],
  ["isolates and marks of direction", "\u2067a\u2069\u200F", "U+2067aU+2069U+200F"],
  ["a space of no width, and a byte order mark", "a\u200Bb\uFEFF", "aU+200BbU+FEFF"],
  ["joiners outside of an emoji", "a\u200Db\u200Cc", "aU+200DbU+200Cc"],
  ["controls and ends of lines", "a\tb\u0085c\u2028", "aU+0009bU+0085cU+2028"],
  ["spaces at the ends, and of other kinds", " a  b\u00A0c ", "U+0020a  bU+00A0cU+0020"],
  ["letters that fill without a shape", "\u3164\u{E0041}\u2800", "U+3164U+E0041U+2800"],
  ["half of a surrogate pair", "a\uD800", "aU+D800"],
])("names what cannot be seen: %s", (_, text, shown) => {
  expect(visible(text)).toBe(shown);
});

it.each(["👩‍💻 ❤️ 👨‍👩‍👧", "محمد عبد الله", "Zoë O’Brien", "😀".repeat(128), "<b>&amp;</b>"])(
  "leaves %s as it is",
  (text) => {
    expect(visible(text)).toBe(text);
  },
);
