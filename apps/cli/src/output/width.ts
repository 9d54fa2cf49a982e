/** Tells how many columns of a terminal a text takes. */
export type Width = (text: string) => number;

/** The width of these texts, and of ASCII. */
export async function widthFor(texts: Iterable<string>): Promise<Width> {
  for (const text of texts) {
    // What knows of all scripts takes as long to load as the rest of the program.
    if (!isAscii(text)) return (await import("string-width")).default;
  }
  return (text) => text.length;
}

const isAscii = (text: string) => /^[ -~]*$/.test(text);
