import type { DatabaseSync } from "node:sqlite";

import { newCredentialId } from "../credential-id.ts";
import type { Credential, NewToken, Role, TokenRecord } from "../store.ts";
import { prepare } from "./statement.ts";

/** A row of the tokens, or of the access keys. */
export interface Row {
  readonly id: string;
  readonly project_id: string;
  readonly role: Role;
  readonly note: string | null;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
}

export const columns = "id, project_id, role, note, created_at, expires_at, revoked_at";

export type Tokens = ReturnType<typeof tokens>;

/** The tokens in a database, as described at the methods of the store. Each method is one statement. */
export function tokens(database: DatabaseSync) {
  const insert = "INSERT INTO tokens (id, hash, project_id, role, note, created_at, expires_at)";
  const add = database.prepare(`${insert} VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING ${columns}`);
  const addFirst = database.prepare(
    `${insert} SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM tokens) RETURNING ${columns}`,
  );
  const byHash = prepare<
    readonly [id: string, projectId: string, role: Role, expiresAt: number | null]
  >(
    database,
    "SELECT id, project_id, role, expires_at FROM tokens WHERE hash = ? AND revoked_at IS NULL",
  );
  const all = database.prepare(
    `SELECT ${columns} FROM tokens WHERE project_id = coalesce(?, project_id) ORDER BY seq`,
  );
  // A second revocation keeps the time of the first.
  const revoke = database.prepare(
    `UPDATE tokens SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? RETURNING ${columns}`,
  );

  return {
    add: (hash: Uint8Array, token: NewToken): TokenRecord =>
      toRecord(add.get(...valuesOf(hash, token))),

    addFirst: (hash: Uint8Array, token: NewToken): TokenRecord | undefined =>
      optional(addFirst.get(...valuesOf(hash, token))),

    // The time that a search by hash takes may tell how far a guessed hash agrees with a stored one.
    // That is of no use: a caller chooses the token and not its SHA-256.
    find(hash: Uint8Array): Credential | undefined {
      const row = byHash.get(hash);
      if (row === undefined) return undefined;
      const [id, projectId, role, expiresAt] = row;
      return { id, projectId, role, expiresAt: expiresAt ?? undefined };
    },

    list: (projectId?: string): TokenRecord[] => all.all(projectId ?? null).map(toRecord),

    revoke: (id: string): TokenRecord | undefined => optional(revoke.get(Date.now(), id)),
  };
}

function valuesOf(hash: Uint8Array, { projectId, role, expiresAt, note }: NewToken) {
  return [
    newCredentialId(),
    hash,
    projectId,
    role,
    note ?? null,
    Date.now(),
    expiresAt ?? null,
  ] as const;
}

const optional = (row: unknown) => (row === undefined ? undefined : toRecord(row));

export function toRecord(row: unknown): TokenRecord {
  // The columns that every statement above selects.
  const { id, project_id, role, note, created_at, expires_at, revoked_at } = row as Row;
  return {
    id,
    projectId: project_id,
    role,
    note: note ?? undefined,
    createdAt: created_at,
    expiresAt: expires_at ?? undefined,
    revokedAt: revoked_at ?? undefined,
  };
}
