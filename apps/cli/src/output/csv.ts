import { csvCell, spreadsheetCell } from "@hotspot-session/client/user-files";

import { printable, printableJson } from "../text.ts";
import type { Place, Writer } from "./output.ts";
import type { Shape } from "./shape.ts";

/**
 * A header of field names, and a line for each entry, quoted as RFC 4180 has it. A field that is
 * absent is an empty cell; one that holds more than a value is JSON in its cell.
 */
export const csvWriter = <Entry extends object>(shape: Shape<Entry>, place: Place) =>
  writerOf(shape, place, csvCell);

/**
 * CSV for Excel and the like: a byte order mark says that it is UTF-8, and no cell is taken for a
 * formula. Where it has such a cell, the readers of users refuse it.
 */
export function spreadsheetWriter<Entry extends object>(shape: Shape<Entry>, place: Place) {
  return { ...writerOf(shape, place, spreadsheetCell), begin: "\uFEFF" };
}

function writerOf<Entry extends object>(
  { fields }: Shape<Entry>,
  { isTerminal }: Place,
  cellOf: (text: string) => string,
): Writer<Entry> {
  const header = `${fields.join(",")}\n`;
  // Exact where a program reads it; a terminal gets nothing that it would obey.
  const shown = (text: string) => (isTerminal ? printable(text) : text);
  const line = (entry: Entry) =>
    `${fields.map((field) => cellOf(shown(textOf(entry[field])))).join(",")}\n`;
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
