import type { RowReader } from "./row.ts";
import { problemOf } from "./user-bounds.ts";

/** A name a line, as it stands there. Empty lines are skipped. */
export function namesReader(): RowReader {
  return {
    line(text, line) {
      const user_name = text.endsWith("\r") ? text.slice(0, -1) : text;
      if (user_name === "") return undefined;
      const user = { user_name };
      const problem = problemOf(user);
      return problem === undefined ? { line, user } : { line, problem };
    },
    end: () => undefined,
  };
}
