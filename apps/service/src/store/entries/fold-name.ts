/** A name, or a text to look for in names, such that two are equal where only their case differs. */
export const foldName = (name: string): string => name.toLowerCase();
