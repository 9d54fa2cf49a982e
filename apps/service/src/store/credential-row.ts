import { randomBytes } from "node:crypto";

import type {
  AccessKey,
  AccessKeyRecord,
  Credential,
  NewToken,
  Role,
  TokenRecord,
} from "./store.ts";

// Tokens and access keys as rows of either engine. What is not set is null there; times are in
// milliseconds since 1970.

/** A token as it is listed. */
export type TokenRow = [
  id: string,
  projectId: string,
  role: Role,
  note: string | null,
  createdAt: number,
  expiresAt: number | null,
  revokedAt: number | null,
];

export const tokenColumns = "id, project_id, role, note, created_at, expires_at, revoked_at";

export function toTokenRecord(row: TokenRow): TokenRecord {
  const [id, projectId, role, note, createdAt, expiresAt, revokedAt] = row;
  return {
    id,
    projectId,
    role,
    note: note ?? undefined,
    createdAt,
    expiresAt: expiresAt ?? undefined,
    revokedAt: revokedAt ?? undefined,
  };
}

/** An access key as it is listed. SQLite has 0 and 1 for booleans. */
export type AccessKeyRow = [accessKey: string, isTemporary: boolean | number, ...TokenRow];

export const accessKeyColumns = `access_key, security_token_hash IS NOT NULL, ${tokenColumns}`;

export function toAccessKeyRecord([
  accessKey,
  isTemporary,
  ...token
]: AccessKeyRow): AccessKeyRecord {
  return { ...toTokenRecord(token), accessKey, isTemporary: Boolean(isTemporary) };
}

/** A token that authenticates a request. */
export type CredentialRow = [id: string, projectId: string, role: Role, expiresAt: number | null];

export const credentialColumns = "id, project_id, role, expires_at";

export const toCredential = ([id, projectId, role, expiresAt]: CredentialRow): Credential => ({
  id,
  projectId,
  role,
  expiresAt: expiresAt ?? undefined,
});

/** An access key that verifies a signature. */
export type SecretRow = [
  sealedSecret: Uint8Array,
  securityTokenHash: Uint8Array | null,
  ...CredentialRow,
];

export const secretColumns = `sealed_secret, security_token_hash, ${credentialColumns}`;

export const toAccessKey = ([sealedSecret, hash, ...credential]: SecretRow): AccessKey => ({
  ...toCredential(credential),
  sealedSecret,
  securityTokenHash: hash ?? undefined,
});

/** What a new token and a new access key have alike. */
export const newColumns = "project_id, id, role, note, created_at, expires_at";

/** The values of {@link newColumns}. The id is 48 random bits, to be typed, and of no use as a secret. */
export const newValues = ({ projectId, role, note, expiresAt }: NewToken) =>
  [
    projectId,
    randomBytes(6).toString("hex"),
    role,
    note ?? null,
    Date.now(),
    expiresAt ?? null,
  ] as const;
