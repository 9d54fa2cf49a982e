import { printable } from "../text.ts";
import { toned } from "../tone.ts";
import type { Place, Writer } from "./output.ts";
import type { Column, Shape } from "./shape.ts";

const gap = "  ";
/** Tells how many columns of a terminal a text takes. */
type Width = (text: string) => number;

/** What a column of text keeps at least, so that something of it can be read. */
const leastWidth = 8;

/** Rows below their titles, in columns as wide as the first thousand need and the terminal has. */
export function tableWriter<Entry extends object>(
  { columns }: Shape<Entry>,
  place: Place,
): Writer<Entry> {
  const { isColoured } = place;
  const titles = columns.map(({ title }) => title);
  let widths: readonly number[] = [];

  function row(cells: readonly string[], widthOf: Width, entry?: Entry): string {
    const shown = columns.map((column, index) => {
      const tone = entry === undefined ? "title" : column.tone?.(entry);
      const width = widths[index] ?? 0;
      const isShort = column.align !== "right" && place.width !== undefined;
      const cell = cells[index] ?? "";
      const text = isShort ? shortened(cell, width, widthOf) : cell;
      // The ellipsis is one column wide.
      const used = text === cell ? widthOf(text) : widthOf(text.slice(0, -1)) + 1;
      const space = " ".repeat(Math.max(0, width - used));
      const filled = toned(text, tone, isColoured);
      return column.align === "right" ? space + filled : filled + space;
    });
    return `${shown.join(gap).trimEnd()}\n`;
  }

  return {
    batch: 1000,
    async some(entries, isFirst) {
      const rows = entries.map((entry) => columns.map((column) => printable(column.cell(entry))));
      const widthOf = await widthFor(rows.flat());
      if (isFirst) widths = widthsOf(columns, [titles, ...rows], widthOf, place.width);
      const lines = entries.map((entry, index) => row(rows[index] ?? [], widthOf, entry));
      return (isFirst ? row(titles, widthOf) : "") + lines.join("");
    },
    end: () => "",
    one(entry) {
      const width = Math.max(...titles.map((title) => title.length));
      const lines = columns.map(({ title, cell, tone }) => {
        const name = toned(title, "title", isColoured) + " ".repeat(width - title.length);
        return `${name}${gap}${toned(printable(cell(entry)), tone?.(entry), isColoured)}`;
      });
      return lines.map((line) => `${line.trimEnd()}\n`).join("");
    },
  };
}

/** The width of each column: what its cells need, less what columns of text give to fit the line. */
function widthsOf<Entry>(
  columns: readonly Column<Entry>[],
  rows: readonly (readonly string[])[],
  widthOf: Width,
  width: number | undefined,
): readonly number[] {
  const widths = columns.map((_, index) =>
    rows.reduce((widest, row) => Math.max(widest, widthOf(row[index] ?? "")), 0),
  );
  if (width === undefined) return widths;
  let over = widths.reduce((sum, one) => sum + one + gap.length, -gap.length) - width;
  while (over > 0) {
    // The widest gives first, until none has more than the least.
    const elastic = columns.map(({ align }, index) =>
      align === "right" ? 0 : (widths[index] ?? 0),
    );
    const widest = Math.max(...elastic);
    if (widest <= leastWidth) break;
    widths[elastic.indexOf(widest)] = widest - 1;
    over -= 1;
  }
  return widths;
}

/** The text, with an ellipsis in the place of what does not fit. No character is cut in two. */
function shortened(text: string, width: number, widthOf: Width): string {
  if (widthOf(text) <= width) return text;
  let short = "";
  let used = 1;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += widthOf(segment);
    if (used > width) break;
    short += segment;
  }
  return `${short}…`;
}

/** The width of these texts, and of ASCII. */
async function widthFor(texts: readonly string[]): Promise<Width> {
  if (texts.every((text) => /^[ -~]*$/.test(text))) return (text) => text.length;
  // What knows all scripts takes as long to load as the rest of the program.
  return (await import("string-width")).default;
}
