import { isUtf8 } from "node:buffer";

import { InvalidRequestError, type Part } from "./invalid-request-error.ts";

/** The largest body that is read, in bytes. 1,000 users of the longest names in UTF-8 fit. */
export const maxBodyBytes = 2 * 1024 * 1024;

/** The headers of a request that say how its body is written, by lower-case name. */
export interface BodyHeaders {
  readonly "content-type"?: string | undefined;
  readonly "content-encoding"?: string | undefined;
}

/**
 * Parses the body of a request. Its schema is checked elsewhere.
 *
 * @returns the value; `undefined` for an empty body
 * @throws {@link InvalidRequestError} for a body that is not JSON in UTF-8, without compression
 */
export function parseJsonBody(body: Buffer, headers: BodyHeaders): unknown {
  const { "content-type": type, "content-encoding": coding = "identity" } = headers;
  if (type === undefined && body.length === 0) return undefined;
  if (!/^application\/json\s*(?:;|$)/i.test(type ?? "")) {
    throw invalid("header", "must be application/json", "Content-Type");
  }
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type ?? "")?.[1] ?? "utf-8";
  if (!/^utf-?8$/i.test(charset)) throw invalid("header", "must be in UTF-8", "Content-Type");
  if (!/^identity$/i.test(coding)) throw invalid("header", "must be identity", "Content-Encoding");
  if (body.length > maxBodyBytes) throw invalid("body", "must not be larger than 2 MiB");
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw invalid("body", "must be UTF-8");
  try {
    // RFC 8259, section 8.1: a parser may ignore a byte order mark.
    return JSON.parse(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    throw invalid("body", "is not valid JSON");
  }
}

function invalid(part: Part, message: string, ...path: readonly string[]): InvalidRequestError {
  return new InvalidRequestError({ part, path, message });
}
