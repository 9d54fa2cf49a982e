import { printable, printableJson } from "../text.ts";
import type { Place, Writer } from "./output.ts";
import type { Shape } from "./shape.ts";

/**
 * A header of field names, and a line for each entry, quoted as RFC 4180 has it. A field that is
 * absent is an empty cell; one that holds more than a value is JSON in its cell.
 */
export const csvWriter = <Entry extends object>(shape: Shape<Entry>, place: Place) =>
  writerOf(shape, place, (text) => text);

/**
 * CSV for Excel and the like: a byte order mark says that it is UTF-8, and no cell is taken for a
 * formula. It does not read back as what it was.
 */
export function spreadsheetWriter<Entry extends object>(shape: Shape<Entry>, place: Place) {
  const writer = writerOf(shape, place, (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text));
  return { ...writer, begin: "\uFEFF" };
}

function writerOf<Entry extends object>(
  { fields }: Shape<Entry>,
  { isTerminal }: Place,
  safe: (text: string) => string,
): Writer<Entry> {
  const header = `${fields.join(",")}\n`;
  const line = (entry: Entry) =>
    `${fields.map((field) => quoted(safe(textOf(entry[field])), isTerminal)).join(",")}\n`;
  return {
    batch: 100,
    some: (entries, isFirst) => (isFirst ? header : "") + entries.map(line).join(""),
    end: (count) => (count === 0 ? header : ""),
    one: (entry) => header + line(entry),
  };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? printableJson(value) : String(value);
}

/** Exact where a program reads it; a terminal gets nothing that it would obey. */
function quoted(text: string, isTerminal: boolean): string {
  const shown = isTerminal ? printable(text) : text;
  return /[",\r\n]/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
