import type { DatabaseSync } from "node:sqlite";

import {
  accessKeyColumns,
  type AccessKeyRow,
  newColumns,
  newValues,
  secretColumns,
  type SecretRow,
  toAccessKey,
  toAccessKeyRecord,
} from "../credential-row.ts";
import {
  type AccessKey,
  type AccessKeyRecord,
  type NewAccessKey,
  SealingKeyError,
} from "../store.ts";
import { prepare } from "./statement.ts";

/** The access keys in a database, as described at the methods of the store. */
export function accessKeys(database: DatabaseSync) {
  const sealingKey = database.prepare("SELECT id FROM sealing_key");
  const claim = database.prepare(
    "INSERT INTO sealing_key VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET id = id RETURNING id",
  );
  const replaceSealingKey = database.prepare("REPLACE INTO sealing_key VALUES (1, ?)");
  const insert = prepare<AccessKeyRow>(
    database,
    `INSERT INTO access_keys (${newColumns}, access_key, sealed_secret, security_token_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING ${accessKeyColumns}`,
  );
  // As few columns as verification needs: whether there is such a key must not show in the time.
  const byKey = prepare<SecretRow>(
    database,
    `SELECT ${secretColumns} FROM access_keys WHERE access_key = ? AND revoked_at IS NULL`,
  );
  const all = prepare<AccessKeyRow>(
    database,
    `SELECT ${accessKeyColumns} FROM access_keys
    WHERE project_id = coalesce(?, project_id) ORDER BY seq`,
  );
  // A second revocation keeps the time of the first.
  const revoke = prepare<AccessKeyRow>(
    database,
    `UPDATE access_keys SET revoked_at = coalesce(revoked_at, ?), sealed_secret = x''
    WHERE id = ? RETURNING ${accessKeyColumns}`,
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

  const revokeById = (id: string): AccessKeyRecord | undefined =>
    revoke.all(Date.now(), id).map(toAccessKeyRecord)[0];

  return {
    sealingKeyId,

    claimSealingKey: (id: string): string => String(claim.get(id)?.["id"]),

    add(key: NewAccessKey): AccessKeyRecord {
      if (key.sealingKeyId !== sealingKeyId()) {
        throw new SealingKeyError("the secret was sealed with another key than all others");
      }
      const { accessKey, sealedSecret, securityTokenHash = null } = key;
      const row = insert.get(...newValues(key), accessKey, sealedSecret, securityTokenHash);
      if (row === undefined) throw new Error("an INSERT returned no row");
      return toAccessKeyRecord(row);
    },

    find(accessKey: string): AccessKey | undefined {
      const row = byKey.get(accessKey);
      return row && toAccessKey(row);
    },

    list: (projectId?: string): AccessKeyRecord[] =>
      all.all(projectId ?? null).map(toAccessKeyRecord),

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
