export const algorithm = "SDK-HMAC-SHA256";

/** What a signature covers. */
export interface SignedParts {
  /** As sent, usually in capitals. */
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** The signed headers by lower-case name, sorted by it, with their values as sent. */
  readonly headers: ReadonlyMap<string, string>;
  /** The SHA-256 of the body, in hex. */
  readonly payloadHash: string;
}

/** The canonical request of SDK-HMAC-SHA256. */
export function canonicalRequest({ method, target, headers, payloadHash }: SignedParts): string {
  const [path, query] = splitTarget(target);
  const lines = [
    method,
    canonicalPath(path),
    canonicalQuery(query),
    // Each header ends its own line, so that joining leaves an empty one after the last.
    Array.from(headers, ([name, value]) => `${name}:${value}\n`).join(""),
    headerNames(headers),
    payloadHash,
  ];
  return lines.join("\n");
}

/** The names of signed headers, as `Authorization` lists them. */
export function headerNames(headers: ReadonlyMap<string, string>): string {
  return [...headers.keys()].join(";");
}

/** The text whose HMAC is the signature. */
export function stringToSign(date: string, canonicalRequestHash: string): string {
  return `${algorithm}\n${date}\n${canonicalRequestHash}`;
}

function splitTarget(target: string): readonly [path: string, query: string] {
  const at = target.indexOf("?");
  return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}

/**
 * A path as sent, with every byte percent-encoded exactly once: what URLs leave as it is but the
 * signature does not (`!`, `@`, `:`) is encoded, and what is encoded already stays so. It ends in a
 * slash, whether or not the path sent does.
 */
export function canonicalPath(path: string): string {
  const encoded = encodeOnce(path);
  return encoded.endsWith("/") ? encoded : `${encoded}/`;
}

/** Percent-encodes each byte outside of `A-Za-z0-9-_.~/` that is not encoded yet, and no other. */
function encodeOnce(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})|[^/\w.~-]/gi, (char, hex?: string) =>
    encodeByte(hex === undefined ? char.charCodeAt(0) : Number.parseInt(hex, 16)),
  );
}

function encodeByte(byte: number): string {
  const char = String.fromCharCode(byte);
  return /[\w.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** All parameters as `name=value`, sorted by name and then by value as they were before encoding. */
export function canonicalQuery(query: string): string {
  if (query === "") return "";
  // Without a question mark of its own, the first one of the query would be dropped.
  return [...new URLSearchParams(`?${query}`)]
    .toSorted(([name, value], [otherName, otherValue]) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map((pair) => pair.map((text) => encodeOnce(encodeURIComponent(text))).join("="))
    .join("&");
}

/** By UTF-16 code units, in no language's order. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
