import type { DatabaseSync } from "node:sqlite";

import {
  credentialColumns,
  type CredentialRow,
  newColumns,
  newValues,
  toCredential,
  tokenColumns,
  type TokenRow,
  toTokenRecord,
} from "../credential-row.ts";
import type { Credential, NewToken, TokenRecord } from "../store.ts";
import { prepare } from "./statement.ts";

/** The tokens in a database, as described at the methods of the store. Each method is one statement. */
export function tokens(database: DatabaseSync) {
  const insert = `INSERT INTO tokens (${newColumns}, hash)`;
  const add = prepare<TokenRow>(
    database,
    `${insert} VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING ${tokenColumns}`,
  );
  const addFirst = prepare<TokenRow>(
    database,
    `${insert} SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM tokens)
     RETURNING ${tokenColumns}`,
  );
  const byHash = prepare<CredentialRow>(
    database,
    `SELECT ${credentialColumns} FROM tokens WHERE hash = ? AND revoked_at IS NULL`,
  );
  const all = prepare<TokenRow>(
    database,
    `SELECT ${tokenColumns} FROM tokens WHERE project_id = coalesce(?, project_id) ORDER BY seq`,
  );
  // A second revocation keeps the time of the first.
  const revoke = prepare<TokenRow>(
    database,
    `UPDATE tokens SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? RETURNING ${tokenColumns}`,
  );

  return {
    add(hash: Uint8Array, token: NewToken): TokenRecord {
      const row = add.get(...newValues(token), hash);
      if (row === undefined) throw new Error("an INSERT returned no row");
      return toTokenRecord(row);
    },

    addFirst: (hash: Uint8Array, token: NewToken): TokenRecord | undefined =>
      addFirst.all(...newValues(token), hash).map(toTokenRecord)[0],

    // The time that a search by hash takes may tell how far a guessed hash agrees with a stored one.
    // That is of no use: a caller chooses the token and not its SHA-256.
    find(hash: Uint8Array): Credential | undefined {
      const row = byHash.get(hash);
      return row && toCredential(row);
    },

    list: (projectId?: string): TokenRecord[] => all.all(projectId ?? null).map(toTokenRecord),

    revoke: (id: string): TokenRecord | undefined =>
      revoke.all(Date.now(), id).map(toTokenRecord)[0],
  };
}
