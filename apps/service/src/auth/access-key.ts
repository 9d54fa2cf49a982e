import { randomBytes, randomInt } from "node:crypto";

/** What signs requests, as its owner is shown it once. */
export interface AccessKeySecrets {
  /** Public: it is part of each request. */
  readonly accessKey: string;
  readonly secretKey: string;
  /** Of a temporary key: sent with each request beside the signature. */
  readonly securityToken: string | undefined;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

const letter = () => letters.charAt(randomInt(letters.length));

/** A new access key: 20 letters and digits, as Huawei Cloud's, with a secret of 256 random bits. */
export const newAccessKey = (isTemporary: boolean): AccessKeySecrets => ({
  accessKey: `HSAK${Array.from({ length: 16 }, letter).join("")}`,
  secretKey: `hss_${randomBytes(32).toString("base64url")}`,
  securityToken: isTemporary ? `hsx_${randomBytes(32).toString("base64url")}` : undefined,
});

/**
 * A project id that access keys can be bound to: the official SDKs disagree on how to sign other
 * characters in a path.
 *
 * @throws an Error that says what it must be
 */
export function parseSignedProjectId(text: string): string {
  if (!/^[A-Za-z0-9._~-]{1,128}$/.test(text)) {
    throw new Error("must be 1 to 128 of A-Z a-z 0-9 . _ ~ - to be used with an access key");
  }
  return text;
}
