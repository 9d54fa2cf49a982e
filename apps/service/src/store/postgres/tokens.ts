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
import type { Connections } from "./connections.ts";
import { gather } from "./gather.ts";
import { read, type Statement, transaction, writeOnce } from "./transaction.ts";

const insert = `INSERT INTO tokens (${newColumns}, hash)`;

const add: Statement = {
  name: "add-token",
  text: `${insert} VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${tokenColumns}`,
};
const addFirst: Statement = {
  name: "add-first-token",
  text: `${insert} SELECT $1, $2, $3, $4, $5::bigint, $6::bigint, $7::bytea
    WHERE NOT EXISTS (SELECT 1 FROM tokens) RETURNING ${tokenColumns}`,
};
const lockTokens: Statement = {
  name: "lock-tokens",
  text: "LOCK TABLE tokens IN SHARE ROW EXCLUSIVE MODE",
};
const find: Statement = {
  name: "find-token",
  text: `SELECT '\\x' || encode(hash, 'hex'), ${credentialColumns} FROM tokens
    WHERE hash = ANY ($1::bytea[]) AND revoked_at IS NULL`,
};
const list: Statement = {
  name: "list-tokens",
  text: `SELECT ${tokenColumns} FROM tokens WHERE project_id = coalesce($1, project_id) ORDER BY seq`,
};
// A second revocation keeps the time of the first.
const revoke: Statement = {
  name: "revoke-token",
  text: `UPDATE tokens SET revoked_at = coalesce(revoked_at, $1) WHERE id = $2 RETURNING ${tokenColumns}`,
};

/** The tokens in a database, as described at the methods of the store. */
export function tokens(connections: Connections) {
  const findAll = gather<void, [hash: string, ...CredentialRow]>((_, take) =>
    read(connections, find, () => [[...take().keys()]]),
  );

  return {
    async add(hash: Uint8Array, token: NewToken): Promise<TokenRecord> {
      // Locked so that tokens are numbered in the order in which they are committed.
      const [row] = await transaction(connections, async ({ query, send }) => {
        send(lockTokens, []);
        return query<TokenRow>(add, [...newValues(token), hash]);
      });
      if (row === undefined) throw new Error("an INSERT returned no row");
      return toTokenRecord(row);
    },

    async addFirst(hash: Uint8Array, token: NewToken): Promise<TokenRecord | undefined> {
      const rows = await transaction(connections, async ({ query, send }) => {
        send(lockTokens, []);
        return query<TokenRow>(addFirst, [...newValues(token), hash]);
      });
      return rows.map(toTokenRecord)[0];
    },

    async find(hash: Uint8Array): Promise<Credential | undefined> {
      const row = await findAll("", `\\x${Buffer.from(hash).toString("hex")}`, undefined);
      if (row === undefined) return undefined;
      const [, ...credential] = row;
      return toCredential(credential);
    },

    async list(projectId?: string): Promise<TokenRecord[]> {
      return (await read<TokenRow>(connections, list, [projectId ?? null])).map(toTokenRecord);
    },

    async revoke(id: string): Promise<TokenRecord | undefined> {
      return (await writeOnce<TokenRow>(connections, revoke, [Date.now(), id])).map(
        toTokenRecord,
      )[0];
    },
  };
}
