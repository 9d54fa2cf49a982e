import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

import type { Role, Store, TokenRecord } from "../store.ts";
import { orBusy } from "./busy.ts";

/** The part of a store that keeps the tokens. */
export type Tokens = Pick<
  Store,
  "addToken" | "findToken" | "listTokens" | "revokeToken" | "hasTokens"
>;

interface Row {
  readonly id: string;
  readonly project_id: string;
  readonly role: Role;
  readonly note: string | null;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly revoked_at: number | null;
}

const columns = "id, project_id, role, note, created_at, expires_at, revoked_at";

/**
 * The tokens in a database whose tables are prepared. Each method is one statement, and so one
 * transaction of its own.
 */
export function tokens(database: DatabaseSync): Tokens {
  const insert = database.prepare(
    `INSERT INTO tokens (id, hash, project_id, role, note, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING ${columns}`,
  );
  const byHash = database.prepare(
    `SELECT ${columns} FROM tokens WHERE hash = ? AND revoked_at IS NULL`,
  );
  const all = database.prepare(
    `SELECT ${columns} FROM tokens WHERE project_id = coalesce(?, project_id) ORDER BY seq`,
  );
  // Whoever revokes a token twice learns when it was first of no use.
  const revoke = database.prepare(
    `UPDATE tokens SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? RETURNING ${columns}`,
  );
  const any = database.prepare("SELECT 1 FROM tokens LIMIT 1");

  return {
    async addToken(hash, { projectId, role, expiresAt, note }) {
      const row = orBusy(() =>
        insert.get(newId(), hash, projectId, role, note ?? null, Date.now(), expiresAt ?? null),
      );
      return toRecord(row);
    },

    // A search by hash may tell by its duration how far a guessed hash agrees with a stored one.
    // That helps nobody: the caller chooses the token and not its SHA-256, and to steer that to a
    // stored value is to invert it.
    async findToken(hash) {
      const row = orBusy(() => byHash.get(hash));
      return row === undefined ? undefined : toRecord(row);
    },

    async listTokens(projectId) {
      return orBusy(() => all.all(projectId ?? null)).map(toRecord);
    },

    async revokeToken(id) {
      const row = orBusy(() => revoke.get(Date.now(), id));
      return row === undefined ? undefined : toRecord(row);
    },

    async hasTokens() {
      return orBusy(() => any.get() !== undefined);
    },
  };
}

/** 48 random bits: to be typed and told, and of no use as a secret. */
const newId = () => randomBytes(6).toString("hex");

function toRecord(row: unknown): TokenRecord {
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
