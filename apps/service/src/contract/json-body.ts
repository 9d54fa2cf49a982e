import { isUtf8 } from "node:buffer";

import { ApiError } from "../errors.ts";

/**
 * Parses the body of a request.
 *
 * Text that a store cannot keep as it is (NUL, lone surrogates) is refused here, in one place, so
 * that what was written is always what is read.
 *
 * @returns the value; `undefined` for an empty body
 * @throws {@link ApiError} of 400 that says what is wrong with the body
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new ApiError(400, "body: must be UTF-8");
  const text = body.toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiError(400, "body: is not valid JSON");
  }
  // Only an escape can bring either into well-formed JSON in valid UTF-8.
  if (text.includes("\\u")) checkText(value, "");
  return value;
}

function checkText(value: unknown, place: string, depth = 0): void {
  // No request object is this deep: its schema refuses it, whatever the text in it.
  if (depth > 8) return;
  if (typeof value === "string") {
    if (!value.isWellFormed() || value.includes("\0")) {
      throw new ApiError(400, `${place || "body"}: must not hold NUL or a lone surrogate`);
    }
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkText(item, `${place}[${index}]`, depth + 1);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      checkText(item, place === "" ? key : `${place}.${key}`, depth + 1);
    }
  }
}
