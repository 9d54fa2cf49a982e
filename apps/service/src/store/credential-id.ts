import { randomBytes } from "node:crypto";

/** The id of a token or an access key: 48 random bits, to be typed, and of no use as a secret. */
export const newCredentialId = (): string => randomBytes(6).toString("hex");
