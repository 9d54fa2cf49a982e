import { readFileSync } from "node:fs";

import { type ClientBase, type ClientConfig, types } from "pg";

import type { ConnectionString } from "./connection-string.ts";

/** How long something may take, in milliseconds. */
export const waits = {
  /** A call for a connection, a new connection, and the first question to a host. */
  connection: 3000,
  /** A lock. The server enforces it, as it does the next. */
  lock: 1000,
  statement: 10_000,
  /** An answer of the server: a COMMIT that waits for a standby has no time-out there. */
  answer: 12_000,
};

/**
 * The plan of a statement must not depend on statistics, which are missing at first and wrong for
 * one very long configuration among many short ones: each statement finds its rows by an index.
 */
const planning = ["hashjoin", "mergejoin", "seqscan", "bitmapscan", "sort"]
  .map((method) => `-c enable_${method}=off`)
  .concat("-c plan_cache_mode=force_generic_plan", "-c jit=off")
  .join(" ");

/** How to connect to each of the hosts. */
export function clientConfig(target: ConnectionString): ClientConfig {
  const { user, password, database, tls } = target;
  return {
    user,
    password,
    database,
    ssl: tls && {
      rejectUnauthorized: tls.verify !== "nothing",
      ...(tls.verify === "authority" && { checkServerIdentity: () => undefined }),
      ca: contentOf(tls.rootCertificate),
      cert: contentOf(tls.certificate),
      key: contentOf(tls.key),
    },
    application_name: "hotspot-service",
    statement_timeout: waits.statement,
    lock_timeout: waits.lock,
    idle_in_transaction_session_timeout: waits.answer,
    query_timeout: waits.answer,
    options: planning,
    keepAlive: true,
    types: {
      // Numbers: places and counts stay far below 2^53.
      getTypeParser: (oid, format) =>
        oid === types.builtins.INT8 ? Number : types.getTypeParser(oid, format),
    },
  };
}

const contentOf = (file: string | undefined) =>
  file === undefined ? undefined : readFileSync(file, "utf8");

/** A setting that belongs to one connection, and says which. */
export const markOption = (mark: string): string => ` -c hotspot.connection=${mark}`;

const suitability = {
  text: `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS standby,
    extract(epoch FROM current_setting('statement_timeout')::interval)::integer * 1000 AS timeout,
    current_setting('hotspot.connection', true) AS mark,
    current_setting('synchronous_commit') AS durability`,
  // A host that is frozen still accepts connections.
  query_timeout: waits.connection,
};

/**
 * Refuses a standby, and a pooler between here and the server: it would lose prepared statements and
 * the time-outs, which belong to a connection. Refuses a server that answers a commit before it is on
 * disk.
 *
 * @param mark what {@link markOption} set: no default of a role can pass for it, as one can for a time-out
 * @throws Error that says so
 */
export async function refuseUnsuitable(client: ClientBase, mark: string): Promise<void> {
  const { rows } = await client.query<{
    standby: boolean;
    timeout: number;
    mark: string | null;
    durability: string;
  }>(suitability);
  const [found] = rows;
  if (found?.standby !== false) throw new Error("is a standby, or read-only");
  if (found.timeout !== waits.statement || found.mark !== mark) throw new Error(pooler);
  if (found.durability === "off") {
    throw new Error("has synchronous_commit off: an answered write could be lost");
  }
}

const pooler =
  "a pooler that drops or refuses the settings of connections: connect to PostgreSQL itself";

/**
 * Why a connection could not be made, for people. One that is refused on every address of a host is
 * an error without a message.
 */
export function describeFailure(error: Error): string {
  if (error.message.startsWith("unsupported startup parameter")) return pooler;
  return error.message === "" && "code" in error ? String(error.code) : error.message;
}
