import { looksLikeHeader } from "./header.ts";
import { type Row, type RowReader, rowOf } from "./row.ts";

/** A name on each line, as it stands there. Empty lines are skipped. */
export function namesReader(): RowReader {
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
  "looks like a header or another format, and not like a name: choose the format of the file; or, if it is a name, give the file in CSV, with a header";
