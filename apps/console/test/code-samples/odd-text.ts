import fc from "fast-check";

/** Text of the contract: any Unicode but NUL, with all that some language gives a meaning. */
export const oddText = (maxLength = 20) =>
  fc.string({
    minLength: 1,
    maxLength,
    unit: fc.oneof(
      fc.constantFrom(..."\"'\\$`!%{}[]()<>;&|*?~#=-@:, \n\r\t\u001b\u007f\u0085\u00a0"),
      fc.constantFrom("\\u0041", "\\n", "${x}", "$(x)", "%s", "END", "\u200b", "\u202e", "\u2028"),
      fc.constantFrom("\ufeff", "\u{e0001}", "\u{1f469}\u200d\u{1f4bb}", "Ω", "测"),
      fc
        .integer({ min: 1, max: 0x10ffff })
        .filter((codePoint) => codePoint < 0xd800 || codePoint > 0xdfff)
        .map((codePoint) => String.fromCodePoint(codePoint)),
    ),
  });
