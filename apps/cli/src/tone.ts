import { styleText } from "node:util";

/** How to show text on a terminal with colours, by what it says. */
const formats = { title: "bold", good: "green", bad: "red", faint: "dim" } as const;

export type Tone = keyof typeof formats;

/** The text in a tone, where there are colours; else as it is. */
export function toned(text: string, tone: Tone | undefined, isColoured: boolean): string {
  if (tone === undefined || !isColoured) return text;
  return styleText(formats[tone], text, { validateStream: false });
}
