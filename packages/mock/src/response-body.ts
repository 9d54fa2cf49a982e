import zlib from "node:zlib";

import type { HttpResponse } from "./http-message.ts";
import { messageOf } from "./violation.ts";

/** The body of a response, for Prism. */
export interface ReadBody {
  /** The parsed JSON; the text where the body is not JSON; null where there is no body. */
  readonly value: unknown;
  /** What is wrong with a body that cannot be read as its headers say. */
  readonly malformed?: string;
}

/** The most that a body may decompress to, in bytes. The largest answer of the contract is 100 MB. */
const maxDecompressedBytes = 128 * 1024 * 1024;

const jsonMediaType = /^application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i;

type Decode = (body: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const decoders: Readonly<Record<string, Decode | undefined>> = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: zlib.brotliDecompressSync,
  // From Node 22.15 on.
  zstd: zlib.zstdDecompressSync,
};

/**
 * Reads the body of a response by its headers. Never throws.
 *
 * @param maxOutputLength the most that it may decompress to, in bytes
 */
export function readBody(
  { headers, body }: Pick<HttpResponse, "headers" | "body">,
  maxOutputLength = maxDecompressedBytes,
): ReadBody {
  if (body.length === 0) return { value: null };
  const coding = headers["content-encoding"]?.toLowerCase();
  let decoded: Buffer;
  try {
    const decode = decoders[coding ?? ""];
    decoded = decode?.(body, { maxOutputLength }) ?? body;
  } catch (error) {
    const tooLarge =
      error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    const malformed = tooLarge
      ? `is larger than ${maxOutputLength / 1024 / 1024} MiB when decompressed`
      : `is not ${coding}, as its Content-Encoding says`;
    return { value: "", malformed };
  }
  const text = decoded.toString("utf8");
  if (!jsonMediaType.test(headers["content-type"] ?? "")) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { value: text, malformed: `is not JSON (${messageOf(error)})` };
  }
}
