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
import type { Connections } from "./connections.ts";
import { gather } from "./gather.ts";
import { read, type Statement, transaction, writeOnce } from "./transaction.ts";

const sealingKey: Statement = { name: "sealing-key", text: "SELECT id FROM sealing_key" };
const claim: Statement = {
  name: "claim-sealing-key",
  text: `INSERT INTO sealing_key (id) VALUES ($1)
    ON CONFLICT (one) DO UPDATE SET id = sealing_key.id RETURNING id`,
};
const replaceSealingKey: Statement = {
  name: "replace-sealing-key",
  text: `INSERT INTO sealing_key (id) VALUES ($1) ON CONFLICT (one) DO UPDATE SET id = excluded.id`,
};
const lock: Statement = {
  name: "lock-access-keys",
  text: "LOCK TABLE access_keys IN SHARE ROW EXCLUSIVE MODE",
};
const add: Statement = {
  name: "add-access-key",
  text: `INSERT INTO access_keys (${newColumns}, access_key, sealed_secret, security_token_hash)
    SELECT $1, $2, $3, $4, $5::bigint, $6::bigint, $7, $8::bytea, $9::bytea FROM sealing_key
    WHERE sealing_key.id = $10 RETURNING ${accessKeyColumns}`,
};
const find: Statement = {
  name: "find-access-key",
  text: `SELECT access_key, ${secretColumns} FROM access_keys
    WHERE access_key = ANY ($1) AND revoked_at IS NULL`,
};
const list: Statement = {
  name: "list-access-keys",
  text: `SELECT ${accessKeyColumns} FROM access_keys
    WHERE project_id = coalesce($1, project_id) ORDER BY seq`,
};
// A second revocation keeps the time of the first.
const revoke: Statement = {
  name: "revoke-access-key",
  text: `UPDATE access_keys SET revoked_at = coalesce(revoked_at, $1), sealed_secret = ''
    WHERE id = $2 RETURNING ${accessKeyColumns}`,
};
const sealed: Statement = {
  name: "sealed-secrets",
  text: "SELECT id, access_key, sealed_secret FROM access_keys WHERE revoked_at IS NULL",
};
const replaceSecret: Statement = {
  name: "replace-sealed-secret",
  text: "UPDATE access_keys SET sealed_secret = $2 WHERE access_key = $1",
};

/** The access keys in a database, as described at the methods of the store. */
export function accessKeys(connections: Connections) {
  const findAll = gather<void, [accessKey: string, ...SecretRow]>((_, take) =>
    read(connections, find, () => [[...take().keys()]]),
  );

  return {
    async sealingKeyId(ifNone?: string): Promise<string | undefined> {
      const [known] = await read<[string]>(connections, sealingKey, []);
      if (known !== undefined || ifNone === undefined) return known?.[0];
      return (await writeOnce<[string]>(connections, claim, [ifNone]))[0]?.[0];
    },

    async add(key: NewAccessKey): Promise<AccessKeyRecord> {
      // Locked so that keys are numbered in the order in which they are committed, and none is
      // sealed with a key that is being replaced.
      const [row] = await transaction(connections, async ({ query, send }) => {
        send(lock, []);
        const { accessKey, sealedSecret, securityTokenHash = null, sealingKeyId } = key;
        const own = [accessKey, sealedSecret, securityTokenHash, sealingKeyId];
        return query<AccessKeyRow>(add, [...newValues(key), ...own]);
      });
      if (row !== undefined) return toAccessKeyRecord(row);
      throw new SealingKeyError("the secret was sealed with another key than all others");
    },

    async find(accessKey: string): Promise<AccessKey | undefined> {
      const row = await findAll("", accessKey, undefined);
      if (row === undefined) return undefined;
      const [, ...secret] = row;
      return toAccessKey(secret);
    },

    async list(projectId?: string): Promise<AccessKeyRecord[]> {
      return (await read<AccessKeyRow>(connections, list, [projectId ?? null])).map(
        toAccessKeyRecord,
      );
    },

    async revoke(id: string): Promise<AccessKeyRecord | undefined> {
      return (await writeOnce<AccessKeyRow>(connections, revoke, [Date.now(), id])).map(
        toAccessKeyRecord,
      )[0];
    },

    async reseal(
      sealingKeyId: string,
      seal: (sealedSecret: Uint8Array, accessKey: string) => Uint8Array | undefined,
    ): Promise<AccessKeyRecord[]> {
      return transaction(connections, async ({ query, send }) => {
        send(lock, []);
        const revoked: AccessKeyRecord[] = [];
        type Sealed = [id: string, accessKey: string, sealedSecret: Uint8Array];
        for (const [id, accessKey, secret] of await query<Sealed>(sealed, [])) {
          const anew = seal(secret, accessKey);
          if (anew !== undefined) send(replaceSecret, [accessKey, anew]);
          else
            revoked.push(
              ...(await query<AccessKeyRow>(revoke, [Date.now(), id])).map(toAccessKeyRecord),
            );
        }
        send(replaceSealingKey, [sealingKeyId]);
        return revoked;
      });
    },
  };
}
