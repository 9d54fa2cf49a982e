import type { PoolClient } from "pg";

import { rowOf } from "../config-row.ts";
import { type Source, type Target, usersPerItem } from "../copy/contents.ts";
import { type Engine, sourceOf, targetOf } from "../copy/tables.ts";
import { levels, widthOf } from "../entries/ranges.ts";
import { insertConfig } from "./configs.ts";
import type { ConnectionString } from "./connection-string.ts";
import { connections } from "./connections.ts";
import { migrate } from "./schema.ts";

/** How long a statement may take, in milliseconds: some go through all users. */
const timeout = 3_600_000;

const withoutTimeouts =
  "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";

/** Opens a PostgreSQL database to copy from. */
export async function postgresSource(target: ConnectionString): Promise<Source> {
  return inTransaction(target, async (run) => {
    await run(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${withoutTimeouts}`);
    return sourceOf(engineOf(run));
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
    return filling(run);
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

type Run = <Row extends readonly unknown[]>(text: string, values?: unknown[]) => Promise<Row[]>;

/** A connection with a transaction, which is rolled back unless it is committed. */
async function inTransaction<Result extends object>(
  target: ConnectionString,
  begin: (run: Run) => Promise<Result>,
): Promise<Result & AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const pool = connections(target, { poolSize: 1 });
  opened.defer(() => pool.close());
  await pool.use((client) => migrate(client, true));
  const given = Promise.withResolvers<PoolClient>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  opened.defer(end);
  pool
    .use((client) => {
      given.resolve(client);
      return ended;
    })
    .catch(given.reject);
  const client = await given.promise;
  const begun = await begin(
    async <Row extends readonly unknown[]>(text: string, values?: unknown[]) => {
      const query = { text, values, rowMode: "array" as const, query_timeout: timeout };
      return (await client.query<Row & unknown[]>(query)).rows;
    },
  );
  const kept = opened.move();
  return { ...begun, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

function engineOf(run: Run): Engine {
  return {
    run,
    hex: (column) => `encode(${column}, 'hex')`,
    unhex: (parameter) => `decode(${parameter}, 'hex')`,
    users: (projectId, config, after) =>
      run(
        `SELECT place, user_id, user_name FROM users WHERE project_id = $1 AND config = $2
         AND place > $3 ORDER BY place LIMIT ${usersPerItem}`,
        [projectId, config, after],
      ),
  };
}

async function filling(run: Run): Promise<Omit<Target, keyof AsyncDisposable>> {
  let project: string | undefined;
  let config = 0;
  const target = await targetOf({
    ...engineOf(run),

    async addConfig(projectId, added) {
      if (projectId !== project) {
        await run("INSERT INTO projects (project_id, configs) VALUES ($1, 0)", [projectId]);
        config = 0;
      }
      project = projectId;
      config += 1;
      await run(insertConfig.text, [projectId, config, 0, ...rowOf(added)]);
    },

    async addUsers(users) {
      await run(
        `INSERT INTO users (project_id, config, place, user_id, user_name, folded_name)
         SELECT $1, $2, place, user_id, user_name, folded_name FROM json_to_recordset($3)
         AS row (place bigint, user_id text, user_name text, folded_name text)`,
        [project, config, JSON.stringify(users)],
      );
    },
  });

  return {
    ...target,

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
