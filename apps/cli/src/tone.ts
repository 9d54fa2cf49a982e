/** How to show text on a terminal with colours, by what it says. */
export type Tone = "title" | "good" | "bad" | "faint";

const codes: Readonly<Record<Tone, readonly [number, number]>> = {
  title: [1, 22],
  good: [32, 39],
  bad: [31, 39],
  faint: [2, 22],
};

/** The text in a tone, where there are colours; else as it is. */
export function toned(text: string, tone: Tone | undefined, isColoured: boolean): string {
  if (tone === undefined || !isColoured) return text;
  const [on, off] = codes[tone];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
