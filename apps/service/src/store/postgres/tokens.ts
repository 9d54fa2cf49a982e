import { newCredentialId } from "../credential-id.ts";
import type { Credential, NewToken, Role, TokenRecord } from "../store.ts";
import type { Connections } from "./connections.ts";
import { gather } from "./gather.ts";
import { read, type Statement, transaction, writeOnce } from "./transaction.ts";

/** A token, without its hash. */
export type TokenRow = [
  id: string,
  project: string,
  role: Role,
  note: string | null,
  createdAt: number,
  expiresAt: number | null,
  revokedAt: number | null,
];

type FoundToken = [hash: string, id: string, project: string, role: Role, expiresAt: number | null];

export const columns = "id, project_id, role, note, created_at, expires_at, revoked_at";
const insert = "INSERT INTO tokens (project_id, id, hash, role, note, created_at, expires_at)";

const add: Statement = {
  name: "add-token",
  text: `${insert} VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${columns}`,
};
const addFirst: Statement = {
  name: "add-first-token",
  text: `${insert} SELECT $1, $2, $3, $4, $5, $6::bigint, $7::bigint
    WHERE NOT EXISTS (SELECT 1 FROM tokens) RETURNING ${columns}`,
};
const lockTokens: Statement = {
  name: "lock-tokens",
  text: "LOCK TABLE tokens IN SHARE ROW EXCLUSIVE MODE",
};
const find: Statement = {
  name: "find-token",
  text: `SELECT '\\x' || encode(hash, 'hex'), id, project_id, role, expires_at FROM tokens
    WHERE hash = ANY ($1::bytea[]) AND revoked_at IS NULL`,
};
const list: Statement = {
  name: "list-tokens",
  text: `SELECT ${columns} FROM tokens WHERE project_id = coalesce($1, project_id) ORDER BY seq`,
};
// A second revocation keeps the time of the first.
const revoke: Statement = {
  name: "revoke-token",
  text: `UPDATE tokens SET revoked_at = coalesce(revoked_at, $1) WHERE id = $2 RETURNING ${columns}`,
};

/** The tokens in a database, as described at the methods of the store. */
export function tokens(connections: Connections) {
  const findAll = gather<void, FoundToken>((_, take) =>
    read(connections, find, () => [[...take().keys()]]),
  );

  return {
    async add(hash: Uint8Array, token: NewToken): Promise<TokenRecord> {
      // Locked so that tokens are numbered in the order in which they are committed.
      const [row] = await transaction(connections, async ({ query, send }) => {
        send(lockTokens, []);
        return query<TokenRow>(add, valuesOf(hash, token));
      });
      if (row === undefined) throw new Error("an INSERT returned no row");
      return toRecord(row);
    },

    async addFirst(hash: Uint8Array, token: NewToken): Promise<TokenRecord | undefined> {
      const rows = await transaction(connections, async ({ query, send }) => {
        send(lockTokens, []);
        return query<TokenRow>(addFirst, valuesOf(hash, token));
      });
      return rows.map(toRecord)[0];
    },

    async find(hash: Uint8Array): Promise<Credential | undefined> {
      const row = await findAll("", `\\x${Buffer.from(hash).toString("hex")}`, undefined);
      if (row === undefined) return undefined;
      const [, id, projectId, role, expiresAt] = row;
      return { id, projectId, role, expiresAt: expiresAt ?? undefined };
    },

    async list(projectId?: string): Promise<TokenRecord[]> {
      return (await read<TokenRow>(connections, list, [projectId ?? null])).map(toRecord);
    },

    async revoke(id: string): Promise<TokenRecord | undefined> {
      return (await writeOnce<TokenRow>(connections, revoke, [Date.now(), id])).map(toRecord)[0];
    },
  };
}

function valuesOf(hash: Uint8Array, { projectId, role, expiresAt, note }: NewToken) {
  const id = newCredentialId();
  const now = Date.now();
  return [projectId, id, Buffer.from(hash), role, note ?? null, now, expiresAt ?? null];
}

export function toRecord([
  id,
  projectId,
  role,
  note,
  createdAt,
  expiresAt,
  revokedAt,
]: TokenRow): TokenRecord {
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
