import { printableJson } from "../text.ts";
import type { Writer } from "./output.ts";

/**
 * A sequence, or one mapping. Every text is in double quotes, where YAML takes what JSON writes: no
 * reader mistakes an id for a number, or `no` for a boolean.
 */
export function yamlWriter<Entry extends object>(): Writer<Entry> {
  return {
    batch: 100,
    some: (entries) => entries.map((entry) => block([entry])).join(""),
    end: (count) => (count === 0 ? "[]\n" : ""),
    one: (entry) => block(entry),
  };
}

/** The lines of a value that has parts. */
function block(value: object, indent = ""): string {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => `${indent}- ${after(item, `${indent}  `, "")}`).join("");
  }
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => `${indent}${keyOf(key)}:${after(item, `${indent}  `, " ")}`)
    .join("");
}

/** What follows a dash or a colon, to the end of its lines. */
function after(value: unknown, indent: string, gap: string): string {
  if (typeof value !== "object" || value === null) return `${gap}${printableJson(value)}\n`;
  if (Object.keys(value).length === 0) return `${gap}${Array.isArray(value) ? "[]" : "{}"}\n`;
  const lines = block(value, indent);
  // After a dash the first part stands on its line; after a colon, on the next.
  return gap === "" ? lines.slice(indent.length) : `\n${lines}`;
}

const keyOf = (key: string) => (/^[a-z]\w*_\w*$|^id$/.test(key) ? key : printableJson(key));
