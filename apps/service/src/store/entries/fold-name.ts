/**
 * A name, or a text to look for in names, such that two are equal where only their case differs:
 * Unicode's default case folding (`C` and `F` of CaseFolding.txt), in the version of Unicode that
 * Node has. What is folded is compared and never shown.
 */
export const foldName = (name: string): string =>
  /[^\0-\x7f]/.test(name) ? name.replaceAll(/./gsu, foldCharacter) : name.toLowerCase();

/** By itself, as the lower case of a sigma depends on what stands beside it. */
function foldCharacter(character: string): string {
  // Where the folding is not the lower case of the upper case.
  if (character === "ı") return character;
  if (character === "ẞ") return "ss";
  const upper = character.toUpperCase();
  return /\p{Script=Cherokee}/u.test(character) ? upper : upper.toLowerCase();
}
