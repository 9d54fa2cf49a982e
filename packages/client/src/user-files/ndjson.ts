import { type RowReader, type Row, rowOf } from "./row.ts";
import { isUserField, userFields } from "./user-bounds.ts";

const shape = `one such as {"user_id":"…","user_name":"…"}`;

/** Newline-delimited JSON: an object a line, with the contract's fields. Empty lines are skipped. */
export function ndjsonReader(): RowReader {
  return {
    line: (text, line) => (text === "" || text === "\r" ? undefined : read(text, line)),
    end: () => undefined,
  };
}

function read(text: string, line: number): Row {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, problem: `is not JSON: each line is an object of its own, ${shape}` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { line, problem: `is not an object: each line is ${shape}` };
  }
  const user: Record<string, string> = {};
  for (const [name, content] of Object.entries(value)) {
    if (!isUserField(name)) {
      return { line, problem: `${name}: is unknown; the fields are ${userFields.join(" and ")}` };
    }
    if (typeof content !== "string") {
      return { line, problem: `${name}: must be a string; leave it out where there is none` };
    }
    user[name] = content;
  }
  return rowOf(line, user);
}
