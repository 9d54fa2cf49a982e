import { type Config, configColumns, configOf, type ConfigRow } from "../config-row.ts";
import { foldName } from "../entries/fold-name.ts";
import {
  type Item,
  NotEmptyError,
  type Source,
  type Target,
  type UserRow,
  usersPerItem,
  type Value,
} from "./contents.ts";

type PlacedUser = readonly [place: number, ...UserRow];

/** How an engine runs a copy's statements, within one transaction. */
export interface Engine {
  /** @param sql with the parameters $1, $2 …, each once and in this order */
  run<Row extends readonly unknown[]>(
    sql: string,
    values?: Value[],
  ): readonly Row[] | Promise<readonly Row[]>;
  /** The hexadecimal digits of a column of bytes; null for null. */
  hex(column: string): string;
  /** The bytes that a parameter has the hexadecimal digits of. */
  unhex(parameter: string): string;
  /** The {@link usersPerItem} users of a configuration that follow a place, in their order. */
  users(
    projectId: string,
    config: number,
    after: number,
  ): readonly PlacedUser[] | Promise<readonly PlacedUser[]>;
}

/** How an engine adds what its tables of it differ in. */
export interface FillingEngine extends Engine {
  addConfig(projectId: string, config: Config): void | Promise<void>;
  /** To the last configuration. */
  addUsers(users: readonly NewUser[]): void | Promise<void>;
}

export interface NewUser {
  readonly place: number;
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly folded_name: string | null;
}

const life = ["role", "note", "created_at", "expires_at", "revoked_at"];
/** The columns of each table of credentials, which `order` sorts by creation. */
const tables = new Map([
  ["tokens", { order: "seq", columns: ["project_id", "id", "hash", ...life] }],
  ["sealing_key", { order: "id", columns: ["id"] }],
  [
    "access_keys",
    {
      order: "seq",
      columns: ["project_id", "id", "access_key", "sealed_secret", "security_token_hash", ...life],
    },
  ],
]);
const bytes = new Set(["hash", "sealed_secret", "security_token_hash"]);

/** Reads everything from the tables of an engine. */
export function sourceOf({ run, hex, users }: Engine): Omit<Source, keyof AsyncDisposable> {
  async function* usersOf(projectId: string, config: number): AsyncGenerator<Item> {
    for (let after = -1; ;) {
      const rows = await users(projectId, config, after);
      const last = rows.at(-1);
      if (last === undefined) return;
      yield { users: rows.map(([, user_id, user_name]) => [user_id, user_name]) };
      after = last[0];
    }
  }

  return {
    async count() {
      const [row] = await run<readonly [number, number, number]>(
        `SELECT (SELECT count(*) FROM tokens), (SELECT count(*) FROM configs),
           CAST((SELECT coalesce(sum(n), 0) FROM ranges WHERE level = 0) AS bigint)`,
      );
      const [tokens, configs, total] = row ?? [0, 0, 0];
      return { tokens, configs, users: total };
    },

    async *contents() {
      for (const [table, { columns, order }] of tables) {
        const selected = columns.map((column) => (bytes.has(column) ? hex(column) : column));
        const sql = `SELECT ${selected.join()} FROM ${table} ORDER BY ${order}`;
        for (const row of await run<readonly Value[]>(sql)) yield { table, row };
      }
      for (let after: [projectId: string, seq: number] = ["", 0]; ;) {
        const configs = await run<readonly [projectId: string, seq: number, ...ConfigRow]>(
          `SELECT project_id, seq, ${configColumns.join()} FROM configs
           WHERE (project_id, seq) > ($1, $2) ORDER BY project_id, seq LIMIT ${usersPerItem}`,
          after,
        );
        if (configs.length === 0) return;
        for (const [projectId, seq, ...row] of configs) {
          yield { projectId, config: configOf(row) };
          yield* usersOf(projectId, seq);
          after = [projectId, seq];
        }
      }
    },
  };
}

/**
 * Writes everything to the tables of an engine but what follows from it.
 *
 * @throws NotEmptyError
 */
export async function targetOf(
  engine: FillingEngine,
): Promise<Pick<Target, "count" | "contents" | "write">> {
  const { run, unhex } = engine;
  const [found] = await run(
    `SELECT 1 WHERE EXISTS (SELECT 1 FROM configs) OR EXISTS (SELECT 1 FROM tokens)
     OR EXISTS (SELECT 1 FROM sealing_key)`,
  );
  if (found !== undefined) throw new NotEmptyError("the target is not empty");

  async function insert(table: string, row: readonly Value[]): Promise<void> {
    const columns = tables.get(table)?.columns;
    if (columns === undefined) throw new Error(`there is no table ${table}`);
    const parameters = columns.map((column, index) =>
      bytes.has(column) ? unhex(`$${index + 1}`) : `$${index + 1}`,
    );
    await run(`INSERT INTO ${table} (${columns.join()}) VALUES (${parameters.join()})`, [...row]);
  }
  let place = 0;

  return {
    ...sourceOf(engine),

    async write(item) {
      if ("users" in item) {
        const folded = (name: string | null) => (name === null ? null : foldName(name));
        await engine.addUsers(
          item.users.map(([user_id, user_name]) => {
            return { place: place++, user_id, user_name, folded_name: folded(user_name) };
          }),
        );
      } else if ("config" in item) {
        place = 0;
        await engine.addConfig(item.projectId, item.config);
      } else await insert(item.table, item.row);
    },
  };
}
