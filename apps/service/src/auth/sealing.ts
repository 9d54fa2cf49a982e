import { createCipheriv, createDecipheriv, hash, randomBytes } from "node:crypto";

const format = 1;
const keyIdBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;

/** Names a sealing key without revealing it: the first 8 bytes of its SHA-256, in hex. */
export const keyId = (key: Uint8Array): string =>
  hash("sha256", key, "hex").slice(0, 2 * keyIdBytes);

/**
 * Encrypts a secret with AES-256-GCM.
 *
 * @param key 32 bytes
 * @param owner what the secret belongs to: it opens for this owner alone, so that a row of the
 *   database cannot be given another row's secret
 * @returns format, key id, nonce, tag and ciphertext in one
 */
export function seal(secret: string, owner: string, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const head = Buffer.concat([Buffer.of(format), Buffer.from(keyId(key), "hex")]);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(aad(head, owner));
  const ciphertext = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), ciphertext]);
}

/** The id of the key that a sealed secret needs. */
export const sealedWith = (sealed: Uint8Array): string =>
  Buffer.from(sealed.subarray(1, 1 + keyIdBytes)).toString("hex");

/**
 * Decrypts a sealed secret.
 *
 * @throws Error if it was sealed with another key or for another owner, or was changed
 */
export function unseal(sealed: Uint8Array, owner: string, key: Uint8Array): string {
  const head = sealed.subarray(0, 1 + keyIdBytes);
  const nonce = sealed.subarray(head.length, head.length + nonceBytes);
  const tag = sealed.subarray(head.length + nonceBytes, head.length + nonceBytes + tagBytes);
  const ciphertext = sealed.subarray(head.length + nonceBytes + tagBytes);
  if (head[0] !== format) throw new Error("sealed by a later version");
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: tagBytes })
    .setAAD(aad(head, owner))
    .setAuthTag(tag);
  const secret = decipher.update(ciphertext);
  // Verifies the tag.
  decipher.final();
  return secret.toString("utf8");
}

const aad = (head: Uint8Array, owner: string) => Buffer.concat([head, Buffer.from(owner, "utf8")]);
