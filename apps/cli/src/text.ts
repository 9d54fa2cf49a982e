/**
 * Text from elsewhere as one line that a terminal shows and does not obey: control, direction and
 * line separating characters become their escapes. Those that join letters stay: names have them.
 */
export function printable(text: string): string {
  return text.replaceAll(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, escapeOf);
}

/** JSON for people and programs: the same value, without a character that a terminal obeys. */
export function printableJson(value: unknown, indent?: number): string {
  // JSON.stringify escapes those below U+0020 itself; what is left can only be inside a string.
  return JSON.stringify(value, undefined, indent).replaceAll(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${hexOf(character).padStart(4, "0")}`,
  );
}

const hexOf = (character: string) => (character.codePointAt(0) ?? 0).toString(16);

const escapeOf = (character: string) => `\\u{${hexOf(character)}}`;
