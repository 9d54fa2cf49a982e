// Web Crypto alone: the same in Node, browsers and edge runtimes.

const hmac = { name: "HMAC", hash: "SHA-256" };

/** The SHA-256 in lower-case hex. */
export async function sha256(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  return hex(await subtle().digest("SHA-256", bytesOf(content)));
}

/** The HMAC-SHA256 in lower-case hex. */
export async function hmacSha256(key: string, content: string): Promise<string> {
  const imported = await subtle().importKey("raw", bytesOf(key), hmac, false, ["sign"]);
  return hex(await subtle().sign("HMAC", imported, bytesOf(content)));
}

/** Whether this hex is the HMAC-SHA256, compared in constant time. */
export async function isHmacSha256(given: string, key: string, content: string): Promise<boolean> {
  const imported = await subtle().importKey("raw", bytesOf(key), hmac, false, ["verify"]);
  const bytes = Uint8Array.from(given.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  return await subtle().verify("HMAC", imported, bytes, bytesOf(content));
}

function subtle(): SubtleCrypto {
  // Typed as always there, but browsers withhold it from pages that came by plain HTTP.
  const crypto: { readonly subtle?: SubtleCrypto } | undefined = globalThis.crypto;
  if (crypto?.subtle === undefined) {
    throw new TypeError(
      "crypto.subtle: missing here; browsers have it on https pages and on localhost only",
    );
  }
  return crypto.subtle;
}

function bytesOf(content: string | Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
