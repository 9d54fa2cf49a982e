/** What a signature covers, in the form in which signer and verifier must both see it. */
export interface SignedParts {
  /** As it is sent: in capitals. */
  readonly method: string;
  readonly url: URL;
  /** By name, in lower case; the values as they are sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The SHA-256 of the body, in hex. */
  readonly payloadHash: string;
}

/** The canonical request of SDK-HMAC-SHA256, and the names of its headers as `Authorization` lists them. */
export function canonicalRequest({ method, url, headers, payloadHash }: SignedParts): {
  readonly text: string;
  readonly signedHeaders: string;
} {
  const names = Object.keys(headers).toSorted();
  const signedHeaders = names.join(";");
  const lines = [
    method,
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    // Each header ends its own line, so that joining leaves an empty one after the last.
    names.map((name) => `${name}:${headers[name]}\n`).join(""),
    signedHeaders,
    payloadHash,
  ];
  return { text: lines.join("\n"), signedHeaders };
}

/**
 * A path as it is sent, with every byte percent-encoded exactly once: what URLs leave as it is but
 * the signature does not (`!`, `@`, `:`) is encoded, and what is encoded already stays so. It ends in
 * a slash, whether or not the path sent does.
 */
export function canonicalPath(pathname: string): string {
  const path = pathname.replaceAll(/%([0-9a-f]{2})|[^/\w.~-]/gi, (char, hex?: string) =>
    encodeByte(hex === undefined ? char.charCodeAt(0) : Number.parseInt(hex, 16)),
  );
  return path.endsWith("/") ? path : `${path}/`;
}

function encodeByte(byte: number): string {
  const char = String.fromCharCode(byte);
  return /[\w.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** All parameters as `name=value`, sorted by name and then by value as they were before encoding. */
export function canonicalQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .toSorted(([name, value], [otherName, otherValue]) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map(([name, value]) => `${encodeText(name)}=${encodeText(value)}`)
    .join("&");
}

/** By UTF-16 code units, in no language's order. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function encodeText(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => encodeByte(char.charCodeAt(0)));
}
