import type { Authorization } from "./authorization.ts";
import { canonicalRequest, stringToSign } from "./canonical-request.ts";
import { type Refusal, refuse } from "./refusal.ts";
import { isHmacSha256, sha256 } from "./web-crypto.ts";

/** A request as it arrived, without its headers: {@link parseAuthorization} has read them. */
export interface ReceivedRequest<Body extends Uint8Array = Uint8Array> {
  readonly method: string;
  /** Path and query exactly as they arrived, such as `request.url` of Node. */
  readonly target: string;
  /** The body exactly as it arrived; none unless given. */
  readonly body?: Body | undefined;
}

/**
 * Verifies a signature by Web Crypto, in constant time. Check the date first: {@link checkDate}.
 *
 * @returns undefined if the signature is that of the request and the secret key
 * @throws TypeError if the secret key is empty
 */
export async function verifySignature(
  request: ReceivedRequest<Uint8Array<ArrayBuffer>>,
  authorization: Authorization,
  secretKey: string,
): Promise<Refusal | undefined> {
  checkSecretKey(secretKey);
  const canonical = receivedCanonicalRequest(
    request,
    authorization,
    await sha256(request.body ?? ""),
  );
  if (typeof canonical !== "string") return canonical;
  const text = stringToSign(signedDate(authorization), await sha256(canonical));
  return (await isHmacSha256(authorization.signature, secretKey, text)) ? undefined : mismatch;
}

/** Anyone can sign with an empty key, which a program may have in place of one that it lacks. */
export function checkSecretKey(secretKey: string): void {
  if (secretKey === "") throw new TypeError("secretKey: must not be empty");
}

/** The canonical request of what arrived, unless something else than the signature is wrong. */
export function receivedCanonicalRequest(
  { method, target }: Pick<ReceivedRequest, "method" | "target">,
  { signedHeaders, payloadHash = "" }: Authorization,
  actualHash: string,
): string | Refusal {
  if (payloadHash !== "" && payloadHash !== actualHash) {
    return refuse("payload", "x-sdk-content-sha256: is not the SHA-256 of the body");
  }
  if (!isUnambiguous(target)) {
    return refuse("target", "the URL: must be a path with a query, percent-encoded as UTF-8");
  }
  return canonicalRequest({ method, target, headers: signedHeaders, payloadHash: actualHash });
}

/**
 * Whether the canonical form stands for this target alone. Of a `%` that encodes nothing, of bytes
 * that are not UTF-8 and of a `#` there are two readings, one of which was not signed.
 */
function isUnambiguous(target: string): boolean {
  if (!/^\/[!"$-~]*$/.test(target)) return false;
  try {
    return decodeURIComponent(target) !== "";
  } catch {
    return false;
  }
}

export function signedDate({ signedHeaders }: Authorization): string {
  return signedHeaders.get("x-sdk-date") ?? "";
}

export const mismatch = refuse("signature", "Authorization: the signature does not match");
