import { algorithm } from "./canonical-request.ts";
import { parseDate } from "./date.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Headers as they came, one entry for each line: a `Headers`, or the pairs of `rawHeaders`. */
export type ReceivedHeaders = Iterable<readonly [name: string, value: string]>;

/** What a request says of its signature, before the signature itself is verified. */
export interface Authorization {
  readonly refused?: undefined;
  /** Names the secret key to verify with. */
  readonly accessKey: string;
  /** 64 hex digits. */
  readonly signature: string;
  /** The headers that the client signed, by lower-case name, with their values as sent. */
  readonly signedHeaders: ReadonlyMap<string, string>;
  /** `X-Sdk-Date` in milliseconds since 1970; {@link checkDate} compares it with the clock. */
  readonly date: number;
  /** `X-Project-Id`, if sent. It is signed. */
  readonly projectId: string | undefined;
  /** `X-Security-Token`, if sent: the key is a temporary one. It is signed. */
  readonly securityToken: string | undefined;
  /** `X-Sdk-Content-Sha256`, if sent. It must be the SHA-256 of the body. */
  readonly payloadHash: string | undefined;
}

const form =
  /^SDK-HMAC-SHA256 Access=([!-+\--~]+), SignedHeaders=([!-+\--~]+), Signature=([0-9a-f]{64})$/;

/** A header of these is signed wherever it is sent: it says for whom the request is. */
const signedIfSent = ["x-project-id", "x-security-token"];

/**
 * Reads `Authorization` and the headers that it names. Verify the date and the signature next.
 *
 * @param headers all headers of the request, with one entry for each line that was sent: a header
 *   sent twice is refused if it is signed
 */
export function parseAuthorization(headers: ReceivedHeaders): Authorization | Refusal {
  const received = new Map<string, string>();
  const repeated = new Set<string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (received.has(lower)) repeated.add(lower);
    received.set(lower, value);
  }
  const authorization = received.get("authorization");
  if (authorization === undefined || repeated.has("authorization")) {
    return refuse("authorization", "Authorization: must be sent once");
  }
  const parts = form.exec(authorization);
  if (parts === null) return refuseForm(authorization);
  const [, accessKey = "", names = "", signature = ""] = parts;

  const signedHeaders = new Map<string, string>();
  let previous = "";
  for (const name of names.split(";")) {
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || name <= previous) {
      const rule = "must be header names in lower case, sorted, each once";
      return refuse("authorization", `SignedHeaders: ${rule}`);
    }
    previous = name;
    const value = received.get(name);
    if (value === undefined) return refuse("header", `${name}: is signed but was not sent`);
    if (repeated.has(name)) return refuse("header", `${name}: is signed but was sent twice`);
    if (!/^[\t -~]*$/.test(value)) {
      return refuse("header", `${name}: must be printable ASCII characters to be signed`);
    }
    signedHeaders.set(name, value);
  }
  for (const name of signedIfSent) {
    if (received.has(name) && !signedHeaders.has(name)) {
      return refuse("header", `${name}: must be signed where it is sent`);
    }
  }

  const date = parseDate(signedHeaders.get("x-sdk-date") ?? "");
  if (date === undefined) {
    return refuse("date", "x-sdk-date: must be sent and signed, in the form 20260801T093000Z");
  }
  const payloadHash = received.get("x-sdk-content-sha256");
  const isHash = /^[0-9a-f]{64}$/.test(payloadHash ?? "") && !repeated.has("x-sdk-content-sha256");
  if (payloadHash !== undefined && !isHash) {
    return refuse("payload", "x-sdk-content-sha256: must be the SHA-256 of the body in hex");
  }
  return {
    accessKey,
    signature,
    signedHeaders,
    date,
    projectId: signedHeaders.get("x-project-id"),
    securityToken: signedHeaders.get("x-security-token"),
    payloadHash,
  };
}

function refuseForm(authorization: string): Refusal {
  if (!/^SDK-HMAC-SHA256(?: |$)/.test(authorization)) {
    return refuse("algorithm", `Authorization: must use the algorithm ${algorithm}`);
  }
  const parts = "Access=…, SignedHeaders=…, Signature=…";
  return refuse("authorization", `Authorization: must be ${algorithm} ${parts}`);
}

/** The largest difference between `X-Sdk-Date` and the clock, in milliseconds. */
export const longestSkew = 15 * 60_000;

/**
 * Compares the date that was signed with the clock.
 *
 * @param now milliseconds since 1970
 * @returns undefined if the difference is 15 minutes or less
 */
export function checkDate({ date }: Authorization, now = Date.now()): Refusal | undefined {
  const skew = date - now;
  if (Math.abs(skew) <= longestSkew) return undefined;
  const seconds = Math.round(Math.abs(skew) / 1000);
  const side = skew < 0 ? "behind" : "ahead of";
  return refuse(
    "date",
    `x-sdk-date: is ${seconds} s ${side} the clock of the service; at most 900 s are accepted`,
  );
}
