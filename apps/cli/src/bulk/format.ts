import { extname } from "node:path";

import { UsageError } from "../usage-error.ts";
import { csvReader } from "./csv.ts";
import { looksLikeHeader } from "./header.ts";
import { ndjsonReader } from "./ndjson.ts";
import { type Row, type RowReader, rowOf } from "./row.ts";

/** How a list of users may be written. */
export type Format = "csv" | "ndjson" | "lines";

/** A name a line, as it stands there. Empty lines are skipped. */
function namesReader(): RowReader {
  let isFirst = true;
  const read = (user_name: string, line: number): Row => {
    // A tab separates columns, and a return ends lines elsewhere.
    const isOther = /[\r\t]/.test(user_name) || (isFirst && looksLikeHeader(user_name));
    isFirst = false;
    return isOther ? { line, problem: otherFormat } : rowOf(line, { user_name });
  };
  return {
    line(text, line) {
      const user_name = text.endsWith("\r") ? text.slice(0, -1) : text;
      return user_name === "" ? undefined : read(user_name, line);
    },
    end: () => undefined,
  };
}

const otherFormat =
  "looks like a header or another format, and not like a name: see --format; or, if it is a name, give the file in CSV, with a header";

export const rowReaders: Readonly<Record<Format, () => RowReader>> = {
  csv: csvReader,
  ndjson: ndjsonReader,
  lines: namesReader,
};

const extensions: ReadonlyMap<string, Format> = new Map([
  [".csv", "csv"],
  [".ndjson", "ndjson"],
  [".jsonl", "ndjson"],
  [".txt", "lines"],
]);

/** What standard input is called in place of a file. */
export const standardInput = "-";

/**
 * The format of a file: the one that was asked for, or else that of its extension.
 *
 * @throws UsageError where neither says it
 */
export function formatOf(path: string, asked: Format | undefined): Format {
  const format = asked ?? extensions.get(extname(path).toLowerCase());
  if (format !== undefined) return format;
  if (extname(path).toLowerCase() === ".json") {
    throw new UsageError(
      `${path}: a JSON document cannot be read line by line: make it one object a line (jq -c '.[]') and give --format ndjson`,
    );
  }
  const what = path === standardInput ? "standard input" : path;
  throw new UsageError(
    `the format of ${what} is not known: give --format ${Object.keys(rowReaders).join(" or ")}`,
  );
}
