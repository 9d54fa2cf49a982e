import { extname } from "node:path";

import {
  type UserFileFormat,
  userFileFormatOf,
  userFileFormats,
} from "@hotspot-session/client/user-files";

import { UsageError } from "../usage-error.ts";

/** What standard input is called in place of a file. */
export const standardInput = "-";

/**
 * The format of a file: the one that was asked for, or else that of its extension.
 *
 * @throws UsageError where neither says it
 */
export function formatOf(path: string, asked: UserFileFormat | undefined): UserFileFormat {
  const format = asked ?? userFileFormatOf(path);
  if (format !== undefined) return format;
  if (extname(path).toLowerCase() === ".json") {
    throw new UsageError(
      `${path}: a JSON document cannot be read line by line: make it one object a line (jq -c '.[]') and give --format ndjson`,
    );
  }
  const what = path === standardInput ? "standard input" : path;
  throw new UsageError(
    `the format of ${what} is not known: give --format ${userFileFormats.join(" or ")}`,
  );
}
