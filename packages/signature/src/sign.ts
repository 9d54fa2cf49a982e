import { algorithm, canonicalRequest, headerNames, stringToSign } from "./canonical-request.ts";
import { formatDate } from "./date.ts";
import { hmacSha256, sha256 } from "./web-crypto.ts";

/** An access key with its secret; temporary ones come with a security token. */
export interface AccessKeyCredentials {
  /** Names the key; sent with every request. */
  readonly accessKey: string;
  /** Signs the requests; never sent. */
  readonly secretKey: string;
  /** Of temporary keys; sent with every request as `X-Security-Token`. */
  readonly securityToken?: string | undefined;
}

/** A request exactly as it will be sent. */
export interface RequestToSign {
  /** As `fetch` sends it: all in capitals but for `patch`, which it leaves as it is written. */
  readonly method: string;
  /** Absolute. The host is signed as `fetch` sends it: with its port where that is not the usual one. */
  readonly url: string | URL;
  readonly headers: Headers;
  /** The whole body: a stream cannot be signed. A string is sent as UTF-8. */
  readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

export interface SignOptions {
  /** When the request is sent; now, unless given. Verifiers take 15 minutes either way. */
  readonly now?: Date | undefined;
  /** Sent and signed as `X-Project-Id`. */
  readonly projectId?: string | undefined;
}

/**
 * Signs a request with SDK-HMAC-SHA256.
 *
 * Signed are method, path, query, body, host and date, and of the headers `Content-Type`,
 * `X-Project-Id` and `X-Security-Token`, where there are any. All others may be added or changed on
 * the way.
 *
 * @returns the headers to set on the request: `Authorization`, `X-Sdk-Date` and, where they are
 *   known, `X-Project-Id` and `X-Security-Token`. `Host` is not among them: every platform sends
 *   that of the URL, which is signed, and in browsers it cannot be set.
 * @throws TypeError that names the key or header that cannot be sent, and repeats no value
 */
export async function signRequest(
  { method, url, headers, body = "" }: RequestToSign,
  { accessKey, secretKey, securityToken }: AccessKeyCredentials,
  { now = new Date(), projectId }: SignOptions = {},
): Promise<Record<string, string>> {
  checkKey("accessKey", accessKey);
  checkKey("secretKey", secretKey);
  const target = new URL(url);
  const date = formatDate(now);
  const added = present({
    "X-Sdk-Date": date,
    "X-Project-Id": projectId ?? headers.get("x-project-id"),
    "X-Security-Token": securityToken ?? headers.get("x-security-token"),
  });
  const signed = present({ host: target.host, "content-type": headers.get("content-type") });
  for (const [name, value] of Object.entries(added)) signed[name.toLowerCase()] = value;
  const sorted = new Map(
    Object.entries(signed).toSorted(([name], [otherName]) => (name < otherName ? -1 : 1)),
  );
  const canonical = canonicalRequest({
    method,
    target: target.pathname + target.search,
    headers: sorted,
    payloadHash: await sha256(body),
  });
  const signature = await hmacSha256(secretKey, stringToSign(date, await sha256(canonical)));
  return {
    Authorization: `${algorithm} Access=${accessKey}, SignedHeaders=${headerNames(sorted)}, Signature=${signature}`,
    ...added,
  };
}

/** A comma would end the key early, in `Authorization`. */
function checkKey(name: string, key: unknown): void {
  if (typeof key !== "string" || !/^[!-+\--~]+$/.test(key)) {
    throw new TypeError(
      `${name}: must be printable ASCII characters without spaces, commas or line breaks`,
    );
  }
}

/** The headers that there are; what is hashed of them must be what is sent, byte for byte. */
function present(headers: Readonly<Record<string, string | null>>): Record<string, string> {
  const there: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) continue;
    if (!/^[!-~](?:[\t -~]*[!-~])?$/.test(value)) {
      throw new TypeError(
        `${name}: must be printable ASCII characters, without spaces around them`,
      );
    }
    there[name] = value;
  }
  return there;
}
