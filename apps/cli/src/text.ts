/**
 * Text from elsewhere as one line that a terminal shows and does not obey: control, direction and
 * line separating characters become their escapes. Those that join letters stay: names have them.
 */
export function printable(text: string): string {
  return text.replaceAll(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, escapeOf);
}

/** JSON for people and programs: the same value, without a character that a terminal obeys. */
export const printableJson = (value: unknown, indent?: number): string =>
  escapeControls(JSON.stringify(value, undefined, indent));

/**
 * JSON or YAML whose texts are in double quotes, with escapes in place of the characters that a
 * terminal obeys; those below U+0020 are escaped already. They can only be inside a text.
 */
export function escapeControls(json: string): string {
  return json.replaceAll(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${hexOf(character).padStart(4, "0")}`,
  );
}

const hexOf = (character: string) => (character.codePointAt(0) ?? 0).toString(16);

const escapeOf = (character: string) => `\\u{${hexOf(character)}}`;

/** What was thrown, in words. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
