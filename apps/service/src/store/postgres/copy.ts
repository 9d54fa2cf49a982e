import type { PoolClient } from "pg";

import { configColumns, configOf, type ConfigRow, rowOf } from "../config-row.ts";
import {
  type AccessKeyRow,
  type Item,
  NotEmptyError,
  type Source,
  type Target,
  type TokenRow,
  type UserRow,
  usersPerItem,
} from "../copy/contents.ts";
import { foldName } from "../entries/fold-name.ts";
import { levels, widthOf } from "../entries/ranges.ts";
import { insertConfig } from "./configs.ts";
import type { ConnectionString } from "./connection-string.ts";
import { type Connections, connections } from "./connections.ts";
import { migrate } from "./schema.ts";

/** How long a statement may take, in milliseconds: some go through all users. */
const timeout = 3_600_000;

const withoutTimeouts =
  "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";

/** Opens a PostgreSQL database to copy from. */
export async function postgresSource(target: ConnectionString): Promise<Source> {
  return inTransaction(target, async (run) => {
    await run(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${withoutTimeouts}`);
    return readerOf(run);
  });
}

/**
 * Opens a PostgreSQL database to copy to, and makes the tables where there are none.
 *
 * @throws NotEmptyError
 */
export async function postgresTarget(target: ConnectionString): Promise<Target> {
  return inTransaction(target, async (run) => {
    await run(`BEGIN; ${withoutTimeouts}`);
    await run(
      "LOCK TABLE projects, configs, users, ranges, tokens, access_keys, sealing_key IN EXCLUSIVE MODE",
    );
    return writerOf(run);
  });
}

/** Writes what follows from the users. */
export const derived = levels
  .map(
    (level) => `INSERT INTO ranges (project_id, config, level, first, n)
      SELECT project_id, config, ${level}, place - place % ${widthOf(level)}, count(*)
      FROM users GROUP BY 1, 2, 4
      ON CONFLICT (project_id, config, level, first) DO UPDATE SET n = excluded.n;`,
  )
  .concat(
    `UPDATE configs SET next_place = (SELECT coalesce(max(place) + 1, 0) FROM users
      WHERE users.project_id = configs.project_id AND users.config = configs.seq)`,
  )
  .join("");

type Run = <Row extends unknown[]>(text: string, values?: unknown[]) => Promise<Row[]>;

/** A connection with a transaction, which is rolled back unless it is committed. */
async function inTransaction<Result extends object>(
  target: ConnectionString,
  begin: (run: Run) => Promise<Result>,
): Promise<Result & AsyncDisposable> {
  const pool = connections(target, { poolSize: 1 });
  try {
    await pool.use((client) => migrate(client, true));
    const { client, release } = await checkedOut(pool);
    const dispose = async () => {
      await client.query("ROLLBACK").catch(() => undefined);
      release();
      await pool.close();
    };
    const run: Run = async <Row extends unknown[]>(text: string, values?: unknown[]) => {
      const query = { text, values, rowMode: "array" as const, query_timeout: timeout };
      return (await client.query<Row>(query)).rows;
    };
    try {
      return { ...(await begin(run)), [Symbol.asyncDispose]: dispose };
    } catch (error) {
      await dispose();
      throw error;
    }
  } catch (error) {
    await pool.close();
    throw error;
  }
}

async function checkedOut(pool: Connections) {
  const released = Promise.withResolvers<void>();
  const client = await new Promise<PoolClient>((resolve, reject) => {
    pool
      .use(async (found) => {
        resolve(found);
        await released.promise;
      })
      .catch(reject);
  });
  return { client, release: () => released.resolve() };
}

function readerOf(run: Run): Omit<Source, keyof AsyncDisposable> {
  return {
    async count() {
      const [row] = await run<[number, number, number]>(`SELECT (SELECT count(*) FROM tokens),
        (SELECT count(*) FROM configs), (SELECT coalesce(sum(n), 0)::bigint FROM ranges WHERE level = 0)`);
      const [tokens, configs, users] = row ?? [0, 0, 0];
      return { tokens, configs, users };
    },

    async *contents(): AsyncGenerator<Item> {
      const tokens = await run<[...TokenRow]>(
        `SELECT project_id, id, encode(hash, 'hex'), role, note, created_at, expires_at, revoked_at
         FROM tokens ORDER BY seq`,
      );
      for (const token of tokens) yield { token };
      for (const [sealingKeyId] of await run<[string]>("SELECT id FROM sealing_key")) {
        yield { sealingKeyId };
      }
      const keys = await run<[...AccessKeyRow]>(
        `SELECT project_id, id, access_key, encode(sealed_secret, 'hex'),
           encode(security_token_hash, 'hex'), role, note, created_at, expires_at, revoked_at
         FROM access_keys ORDER BY seq`,
      );
      for (const accessKey of keys) yield { accessKey };
      let after: [projectId: string, seq: number] = ["", 0];
      for (;;) {
        const configs = await run<[projectId: string, seq: number, ...ConfigRow]>(
          `SELECT project_id, seq, ${configColumns.join()} FROM configs
           WHERE (project_id, seq) > ($1, $2) ORDER BY project_id, seq LIMIT ${usersPerItem}`,
          after,
        );
        for (const [projectId, seq, ...row] of configs) {
          yield { projectId, config: configOf(row) };
          yield* usersOf(projectId, seq);
          after = [projectId, seq];
        }
        if (configs.length < usersPerItem) return;
      }
    },
  };

  async function* usersOf(projectId: string, config: number): AsyncGenerator<Item> {
    let place = -1;
    for (;;) {
      const rows = await run<[place: number, ...UserRow]>(
        `SELECT place, user_id, user_name FROM users WHERE project_id = $1 AND config = $2
         AND place > $3 ORDER BY place LIMIT ${usersPerItem}`,
        [projectId, config, place],
      );
      const last = rows.at(-1);
      if (last === undefined) return;
      yield { users: rows.map(([, user_id, user_name]) => [user_id, user_name]) };
      if (rows.length < usersPerItem) return;
      place = last[0];
    }
  }
}

async function writerOf(run: Run): Promise<Omit<Target, keyof AsyncDisposable>> {
  const [found] = await run<[boolean]>(
    `SELECT EXISTS (SELECT FROM projects) OR EXISTS (SELECT FROM tokens)
     OR EXISTS (SELECT FROM sealing_key)`,
  );
  if (found?.[0] !== false) throw new NotEmptyError("the target is not empty");
  let project: string | undefined;
  let [config, place] = [0, 0];

  async function begin(projectId: string, values: ConfigRow): Promise<void> {
    if (projectId !== project) {
      await run("INSERT INTO projects (project_id, configs) VALUES ($1, 0)", [projectId]);
      config = 0;
    }
    project = projectId;
    config += 1;
    place = 0;
    await run(insertConfig.text, [projectId, config, 0, ...values]);
  }

  async function addUsers(users: readonly UserRow[]): Promise<void> {
    const rows = users.map(([user_id, user_name]) => ({
      place: place++,
      user_id,
      user_name,
      folded_name: user_name === null ? null : foldName(user_name),
    }));
    await run(
      `INSERT INTO users (project_id, config, place, user_id, user_name, folded_name)
       SELECT $1, $2, place, user_id, user_name, folded_name FROM json_to_recordset($3)
       AS row (place bigint, user_id text, user_name text, folded_name text)`,
      [project, config, JSON.stringify(rows)],
    );
  }

  return {
    ...readerOf(run),

    async write(item) {
      if ("config" in item) await begin(item.projectId, rowOf(item.config));
      else if ("users" in item) await addUsers(item.users);
      else if ("sealingKeyId" in item) {
        await run("INSERT INTO sealing_key (id) VALUES ($1)", [item.sealingKeyId]);
      } else if ("accessKey" in item) {
        await run(
          `INSERT INTO access_keys (project_id, id, access_key, sealed_secret, security_token_hash,
             role, note, created_at, expires_at, revoked_at)
           VALUES ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'), $6, $7, $8, $9, $10)`,
          [...item.accessKey],
        );
      } else {
        await run(
          `INSERT INTO tokens (project_id, id, hash, role, note, created_at, expires_at, revoked_at)
           VALUES ($1, $2, decode($3, 'hex'), $4, $5, $6, $7, $8)`,
          [...item.token],
        );
      }
    },

    async finish() {
      await run(derived);
      await run(`UPDATE projects SET (configs, last_config) = (SELECT seq, id FROM configs
        WHERE configs.project_id = projects.project_id ORDER BY seq DESC LIMIT 1)`);
    },

    async commit() {
      await run("COMMIT");
    },
  };
}
