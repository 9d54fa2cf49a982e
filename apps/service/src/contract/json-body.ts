import { isUtf8 } from "node:buffer";

import { ApiError } from "../errors.ts";

/**
 * Parses the body of a request. What is in it is for its schema to say.
 *
 * @returns the value; `undefined` for an empty body
 * @throws {@link ApiError} of 400 that says what is wrong with the body
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw new ApiError(400, "body: must be UTF-8");
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new ApiError(400, "body: is not valid JSON");
  }
}
