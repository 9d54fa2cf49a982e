import { csvReader } from "./csv.ts";
import { namesReader } from "./names.ts";
import { ndjsonReader } from "./ndjson.ts";
import type { RowReader } from "./row.ts";

/**
 * How a file of users may be written: CSV (RFC 4180), newline-delimited JSON, or a name on each line;
 * always in UTF-8.
 */
export type UserFileFormat = "csv" | "ndjson" | "lines";

export const userFileFormats: readonly UserFileFormat[] = ["csv", "ndjson", "lines"];

export const rowReaders: Readonly<Record<UserFileFormat, () => RowReader>> = {
  csv: csvReader,
  ndjson: ndjsonReader,
  lines: namesReader,
};

const extensions: ReadonlyMap<string | undefined, UserFileFormat> = new Map([
  ["csv", "csv"],
  ["ndjson", "ndjson"],
  ["jsonl", "ndjson"],
  ["txt", "lines"],
]);

/** The format that the extension of a file's name tells: .csv, .ndjson, .jsonl or .txt. */
export function userFileFormatOf(fileName: string): UserFileFormat | undefined {
  return extensions.get(/[^/\\]\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase());
}
