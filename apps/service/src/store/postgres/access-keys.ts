import { newCredentialId } from "../credential-id.ts";
import {
  type AccessKey,
  type AccessKeyRecord,
  type NewAccessKey,
  type Role,
  SealingKeyError,
} from "../store.ts";
import type { Connections } from "./connections.ts";
import { gather } from "./gather.ts";
import { columns, toRecord, type TokenRow } from "./tokens.ts";
import { read, type Statement, transaction, writeOnce } from "./transaction.ts";

type Row = [...TokenRow, accessKey: string, sealedSecret: Buffer, securityTokenHash: Buffer | null];

type FoundKey = [
  accessKey: string,
  id: string,
  project: string,
  role: Role,
  expiresAt: number | null,
  sealedSecret: Buffer,
  securityTokenHash: Buffer | null,
];

const keyColumns = `${columns}, access_key, sealed_secret, security_token_hash`;

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
  text: `INSERT INTO access_keys (project_id, id, role, note, created_at, expires_at, access_key,
      sealed_secret, security_token_hash)
    SELECT $1, $2, $3, $4, $5::bigint, $6::bigint, $7, $8::bytea, $9::bytea FROM sealing_key
    WHERE sealing_key.id = $10 RETURNING ${keyColumns}`,
};
const find: Statement = {
  name: "find-access-key",
  text: `SELECT access_key, id, project_id, role, expires_at, sealed_secret, security_token_hash
    FROM access_keys WHERE access_key = ANY ($1) AND revoked_at IS NULL`,
};
const list: Statement = {
  name: "list-access-keys",
  text: `SELECT ${keyColumns} FROM access_keys WHERE project_id = coalesce($1, project_id) ORDER BY seq`,
};
// A second revocation keeps the time of the first.
const revoke: Statement = {
  name: "revoke-access-key",
  text: `UPDATE access_keys SET revoked_at = coalesce(revoked_at, $1), sealed_secret = ''
    WHERE id = $2 RETURNING ${keyColumns}`,
};
const sealed: Statement = {
  name: "sealed-secrets",
  text: `SELECT ${keyColumns} FROM access_keys WHERE revoked_at IS NULL`,
};
const replaceSecret: Statement = {
  name: "replace-sealed-secret",
  text: "UPDATE access_keys SET sealed_secret = $2 WHERE access_key = $1",
};

/** The access keys in a database, as described at the methods of the store. */
export function accessKeys(connections: Connections) {
  const findAll = gather<void, FoundKey>((_, take) =>
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
        return query<Row>(add, valuesOf(key));
      });
      if (row !== undefined) return toKeyRecord(row);
      throw new SealingKeyError("the secret was sealed with another key than all others");
    },

    async find(accessKey: string): Promise<AccessKey | undefined> {
      const row = await findAll("", accessKey, undefined);
      if (row === undefined) return undefined;
      const [, id, projectId, role, expiresAt, sealedSecret, hash] = row;
      return {
        id,
        projectId,
        role,
        expiresAt: expiresAt ?? undefined,
        sealedSecret,
        securityTokenHash: hash ?? undefined,
      };
    },

    async list(projectId?: string): Promise<AccessKeyRecord[]> {
      return (await read<Row>(connections, list, [projectId ?? null])).map(toKeyRecord);
    },

    async revoke(id: string): Promise<AccessKeyRecord | undefined> {
      return (await writeOnce<Row>(connections, revoke, [Date.now(), id])).map(toKeyRecord)[0];
    },

    async reseal(
      sealingKeyId: string,
      seal: (sealedSecret: Uint8Array, accessKey: string) => Uint8Array | undefined,
    ): Promise<AccessKeyRecord[]> {
      return transaction(connections, async ({ query, send }) => {
        send(lock, []);
        const revoked: AccessKeyRecord[] = [];
        for (const row of await query<Row>(sealed, [])) {
          const [id, accessKey, secret] = [row[0], row[7], row[8]];
          const anew = seal(secret, accessKey);
          if (anew !== undefined) send(replaceSecret, [accessKey, Buffer.from(anew)]);
          else revoked.push(...(await query<Row>(revoke, [Date.now(), id])).map(toKeyRecord));
        }
        send(replaceSealingKey, [sealingKeyId]);
        return revoked;
      });
    },
  };
}

function valuesOf(key: NewAccessKey) {
  const { projectId, role, note, expiresAt, accessKey, sealedSecret, securityTokenHash } = key;
  return [
    projectId,
    newCredentialId(),
    role,
    note ?? null,
    Date.now(),
    expiresAt ?? null,
    accessKey,
    Buffer.from(sealedSecret),
    securityTokenHash === undefined ? null : Buffer.from(securityTokenHash),
    key.sealingKeyId,
  ];
}

function toKeyRecord(row: Row): AccessKeyRecord {
  const [, , , , , , , accessKey, , hash] = row;
  const token: TokenRow = [row[0], row[1], row[2], row[3], row[4], row[5], row[6]];
  return { ...toRecord(token), accessKey, isTemporary: hash !== null };
}
