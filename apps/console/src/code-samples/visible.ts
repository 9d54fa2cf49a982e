/**
 * Characters that cannot be seen, or that change how others are seen: controls, bidirectional
 * controls, zero width, blanks other than the space, unassigned ones. Code has them as escapes, so
 * that what is pasted is what was seen.
 */
const invisible = /(?! )[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** The text with each character that cannot be seen as `escape` writes its code point. */
export function escapeInvisible(text: string, escape: (codePoint: number) => string): string {
  return text.replace(invisible, (character) => escape(character.codePointAt(0) ?? 0));
}

/** Whether all of the text can be seen, and is one line. */
export function isVisible(text: string): boolean {
  return text.search(invisible) === -1;
}

/** The code point as hexadecimal digits. */
function hex(codePoint: number, digits: number): string {
  return codePoint.toString(16).padStart(digits, "0");
}

/** `\u200b`, or two of them for what UTF-16 has as a pair: the escapes of JSON, JavaScript and Java. */
export function utf16Escape(codePoint: number): string {
  const text = String.fromCodePoint(codePoint);
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${hex(text.charCodeAt(index), 4)}`,
  ).join("");
}

/** `\n`, `\u200b` or `\U000e0001`: the escapes of Python and Go. */
export function codePointEscape(codePoint: number): string {
  if (codePoint === 0x0a) return String.raw`\n`;
  return codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`;
}

/** The text in double quotes, as Python, Go and Java have it. */
export function quoted(text: string, escape: (codePoint: number) => string): string {
  return escapeInvisible(`"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`, escape);
}

/** A JSON text of a string. Also a literal of JavaScript. */
export function jsonString(text: string): string {
  return escapeInvisible(JSON.stringify(text), utf16Escape);
}
