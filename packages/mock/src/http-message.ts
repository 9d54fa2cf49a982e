import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from "node:zlib";

/** A request as it arrived: nothing parsed, nothing lost. */
export interface HttpRequest {
  /** In capitals. */
  readonly method: string;
  /** Path and query, as on the wire. */
  readonly target: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, as on the wire. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** An answer as it is to be sent. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Names and values in turn, in the order and case to be sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** What a body says, for a validator. */
export interface ReadBody {
  /** The parsed JSON; the text where the body is not JSON; null where there is no body. */
  readonly value: unknown;
  /** What is wrong with a body that claims to be JSON and is not. */
  readonly malformed?: string;
}

const jsonMediaType = /^application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i;

const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
};

/** Reads the body of a request or an answer by its own headers. Never throws. */
export function readBody({ headers, body }: HttpRequest | HttpResponse): ReadBody {
  if (body.length === 0) return { value: null };
  let text: string;
  try {
    const decode = decoders[headers["content-encoding"]?.toLowerCase() ?? ""];
    text = (decode === undefined ? body : decode(body)).toString("utf8");
  } catch (error) {
    return { value: "", malformed: `is not in its content encoding (${String(error)})` };
  }
  if (!jsonMediaType.test(headers["content-type"] ?? "")) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { value: text, malformed: `is not JSON (${reason})` };
  }
}

/** Raw names and values in turn → values by lower-case name, repeated ones joined as HTTP has it. */
export function headersByName(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of headerPairs(rawHeaders)) {
    const key = name.toLowerCase();
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
  }
  return headers;
}

/** Raw names and values in turn, without the headers of these lower-case names. */
export function withoutHeaders(
  rawHeaders: readonly string[],
  dropped: ReadonlySet<string>,
): string[] {
  return headerPairs(rawHeaders)
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .flat();
}

function headerPairs(rawHeaders: readonly string[]): (readonly [name: string, value: string])[] {
  return Array.from(
    { length: rawHeaders.length / 2 },
    (_, pair) => [rawHeaders[pair * 2] ?? "", rawHeaders[pair * 2 + 1] ?? ""] as const,
  );
}
