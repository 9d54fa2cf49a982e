/** A piece of a text: as it is, or the code points in place of what cannot be seen. */
export interface VisiblePart {
  readonly text: string;
  readonly isMark: boolean;
}

/**
 * Characters without a shape of their own: controls, those that set the direction, fillers, spaces of
 * other kinds than the usual one, and spaces at an end. Within an emoji, what joins its parts is none.
 */
const unseen =
  /(?<!\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D|\u200D(?!\p{Extended_Pictographic})|(?<!\p{Extended_Pictographic})\uFE0F|(?!\u200D|\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|^ +| +$/gu;

const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** A text in pieces, so that it differs visibly from every other text. */
export function visibleParts(text: string): readonly VisiblePart[] {
  const parts: VisiblePart[] = [];
  let at = 0;
  for (const { index, 0: found } of text.matchAll(unseen)) {
    if (index > at) parts.push({ text: text.slice(at, index), isMark: false });
    for (const character of found) parts.push({ text: codeOf(character), isMark: true });
    at = index + found.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMark: false });
  return parts;
}

/** The same where there is no room for elements, as in a label. */
export const visible = (text: string): string =>
  visibleParts(text)
    .map((part) => part.text)
    .join("");
