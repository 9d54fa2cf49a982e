import { hash, randomBytes } from "node:crypto";

/** What secret scanners look for. */
const prefix = "hst_";

/** A new token: 256 random bits. It is shown once, and only its hash is stored. */
export const newToken = (): string => prefix + randomBytes(32).toString("base64url");

/** SHA-256 of a token. A slow hash is for what people can remember; this is random in full. */
export const hashToken = (token: string): Uint8Array =>
  // Takes half as long as to let `hash` make the buffer.
  Buffer.from(hash("sha256", token, "hex"), "hex");

/** Whether a text is a token made here, which must not be shown. */
export const looksLikeToken = (text: string): boolean => text.startsWith(prefix);

/** What looks like a token, a secret key or a security token made here, within other text. */
export const secretPattern = /hs[tsx]_[\w-]+/g;

/** Whether a text is a token, a secret key or a security token made here. */
export const isMadeHere = (text: string): boolean => /^hs[tsx]_/.test(text);
