import { printableJson } from "../text.ts";
import type { Writer } from "./output.ts";

/** An array, or one object, indented by two. */
export function jsonWriter<Entry extends object>(): Writer<Entry> {
  const indented = (entry: Entry) => printableJson(entry, 2).replaceAll(/^/gm, "  ");
  return {
    batch: 100,
    some: (entries, isFirst) => `${isFirst ? "[" : ","}\n${entries.map(indented).join(",\n")}`,
    end: (count) => (count === 0 ? "[]\n" : "\n]\n"),
    one: (entry) => `${printableJson(entry, 2)}\n`,
  };
}

/** An object a line. */
export function ndjsonWriter<Entry extends object>(): Writer<Entry> {
  const line = (entry: Entry) => `${printableJson(entry)}\n`;
  return {
    batch: 100,
    some: (entries) => entries.map(line).join(""),
    end: () => "",
    one: line,
  };
}
