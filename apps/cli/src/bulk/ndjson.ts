import type { UserInfo } from "@hotspot-session/client";

import type { RowReader } from "./row.ts";
import { isUserField, problemOf, userFields } from "./user-bounds.ts";

const shape = `one such as {"user_id":"…","user_name":"…"}`;

/** Newline-delimited JSON: an object a line, with the contract's fields. Empty lines are skipped. */
export function ndjsonReader(): RowReader {
  return {
    line(text, line) {
      if (text === "" || text === "\r") return undefined;
      return { line, ...read(text) };
    },
    end: () => undefined,
  };
}

function read(text: string): { readonly user: UserInfo } | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: `is not JSON: each line is an object of its own, ${shape}` };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { problem: `is not an object: each line is ${shape}` };
  }
  const user: Record<string, string> = {};
  for (const [name, content] of Object.entries(value)) {
    if (!isUserField(name)) {
      return { problem: `${name}: is unknown; the fields are ${userFields.join(" and ")}` };
    }
    if (typeof content !== "string") {
      return { problem: `${name}: must be a string; leave it out where there is none` };
    }
    user[name] = content;
  }
  const problem = problemOf(user);
  return problem === undefined ? { user } : { problem };
}
