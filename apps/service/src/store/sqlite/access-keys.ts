import type { DatabaseSync } from "node:sqlite";

import { newCredentialId } from "../credential-id.ts";
import {
  type AccessKey,
  type AccessKeyRecord,
  type NewAccessKey,
  type Role,
  SealingKeyError,
} from "../store.ts";
import { prepare } from "./statement.ts";
import { columns, type Row, toRecord } from "./tokens.ts";

interface KeyRow extends Row {
  readonly access_key: string;
  readonly security_token_hash: Uint8Array | null;
}

type FoundKey = readonly [
  id: string,
  projectId: string,
  role: Role,
  expiresAt: number | null,
  sealedSecret: Uint8Array,
  securityTokenHash: Uint8Array | null,
];

const keyColumns = `${columns}, access_key, security_token_hash`;

export type AccessKeys = ReturnType<typeof accessKeys>;

/** The access keys in a database, as described at the methods of the store. */
export function accessKeys(database: DatabaseSync) {
  const sealingKey = database.prepare("SELECT id FROM sealing_key");
  const claim = database.prepare(
    "INSERT INTO sealing_key VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET id = id RETURNING id",
  );
  const replaceSealingKey = database.prepare("REPLACE INTO sealing_key VALUES (1, ?)");
  const insert = database.prepare(
    `INSERT INTO access_keys (id, access_key, sealed_secret, security_token_hash, project_id, role, note, created_at, expires_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${keyColumns}`,
  );
  // As few columns as verification needs: whether there is such a key must not show in the time.
  const byKey = prepare<FoundKey>(
    database,
    `SELECT id, project_id, role, expires_at, sealed_secret, security_token_hash
    FROM access_keys WHERE access_key = ? AND revoked_at IS NULL`,
  );
  const all = database.prepare(
    `SELECT ${keyColumns} FROM access_keys WHERE project_id = coalesce(?, project_id) ORDER BY seq`,
  );
  // A second revocation keeps the time of the first.
  const revoke = database.prepare(
    `UPDATE access_keys SET revoked_at = coalesce(revoked_at, ?), sealed_secret = x''
    WHERE id = ? RETURNING ${keyColumns}`,
  );
  const sealed = prepare<readonly [id: string, accessKey: string, sealedSecret: Uint8Array]>(
    database,
    "SELECT id, access_key, sealed_secret FROM access_keys WHERE revoked_at IS NULL",
  );
  const replaceSecret = database.prepare(
    "UPDATE access_keys SET sealed_secret = ? WHERE access_key = ?",
  );

  const sealingKeyId = (): string | undefined => {
    const id = sealingKey.get()?.["id"];
    return typeof id === "string" ? id : undefined;
  };

  function revokeById(id: string): AccessKeyRecord | undefined {
    const row = revoke.get(Date.now(), id);
    return row === undefined ? undefined : toKeyRecord(row);
  }

  return {
    sealingKeyId,

    claimSealingKey: (id: string): string => String(claim.get(id)?.["id"]),

    add(key: NewAccessKey): AccessKeyRecord {
      if (key.sealingKeyId !== sealingKeyId()) {
        throw new SealingKeyError("the secret was sealed with another key than all others");
      }
      const row = insert.get(
        newCredentialId(),
        key.accessKey,
        key.sealedSecret,
        key.securityTokenHash ?? null,
        key.projectId,
        key.role,
        key.note ?? null,
        Date.now(),
        key.expiresAt ?? null,
      );
      return toKeyRecord(row);
    },

    find(accessKey: string): AccessKey | undefined {
      const row = byKey.get(accessKey);
      if (row === undefined) return undefined;
      const [id, projectId, role, expiresAt, sealedSecret, hash] = row;
      return {
        id,
        projectId,
        role,
        expiresAt: expiresAt ?? undefined,
        sealedSecret,
        securityTokenHash: hash ?? undefined,
      };
    },

    list: (projectId?: string): AccessKeyRecord[] => all.all(projectId ?? null).map(toKeyRecord),

    revoke: revokeById,

    /** To be called within a transaction. */
    reseal(
      newSealingKeyId: string,
      seal: (sealedSecret: Uint8Array, accessKey: string) => Uint8Array | undefined,
    ): AccessKeyRecord[] {
      const revoked: (AccessKeyRecord | undefined)[] = [];
      for (const [id, accessKey, sealedSecret] of sealed.all()) {
        const secret = seal(sealedSecret, accessKey);
        if (secret === undefined) revoked.push(revokeById(id));
        else replaceSecret.run(secret, accessKey);
      }
      replaceSealingKey.run(newSealingKeyId);
      return revoked.filter((record) => record !== undefined);
    },
  };
}

function toKeyRecord(row: unknown): AccessKeyRecord {
  // The columns that every statement above selects.
  const { access_key, security_token_hash } = row as KeyRow;
  return { ...toRecord(row), accessKey: access_key, isTemporary: security_token_hash !== null };
}
