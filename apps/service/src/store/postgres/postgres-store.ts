import { newConfig, rowOf } from "../config-row.ts";
import { nothingFound, planAdditions } from "../entries/additions.ts";
import { userOf } from "../entries/entry.ts";
import { json } from "../json.ts";
import { limiter } from "../limiter.ts";
import { type Store, StoreUnavailableError } from "../store.ts";
import { accessKeys } from "./access-keys.ts";
import {
  configsWithUsers,
  insertConfig,
  largeListOf,
  type ListRow,
  smallListOf,
} from "./configs.ts";
import {
  type ConnectionOptions,
  type Connections,
  connections,
  defaultPoolSize,
} from "./connections.ts";
import type { ConnectionString } from "./connection-string.ts";
import { migrate, migrations } from "./schema.ts";
import { settingsChanges } from "./settings.ts";
import { snapshots } from "./snapshots.ts";
import { tokens } from "./tokens.ts";
import { read, type Statement, type Transaction, transaction } from "./transaction.ts";
import { addUsers, listUsers, removeUsers, writePlan } from "./users.ts";
import { type WaysToWrite, writeOrder } from "./write-order.ts";

/** How many searches may wait; further ones are refused. */
const mostSearches = 64;
/** How long one may wait, in milliseconds. */
const searchPatience = 10_000;

export interface PostgresOptions extends ConnectionOptions {
  /** Whether the tables of an older version are upgraded; where there are none, they are made. */
  readonly upgrade?: boolean | undefined;
}

/** A store, and how much it has to do. */
export interface PostgresStore extends Store {
  load(): {
    readonly writes: number;
    readonly searches: number;
    readonly connections: ReturnType<ReturnType<typeof connections>["load"]>;
  };
}

const lockProject: Statement = {
  name: "lock-project",
  text: `INSERT INTO projects (project_id, configs) VALUES ($1, 1)
    ON CONFLICT (project_id) DO UPDATE SET configs = projects.configs + 1
    RETURNING configs, last_config`,
};
const setLastConfig: Statement = {
  name: "set-last-config",
  text: "UPDATE projects SET last_config = $2 WHERE project_id = $1",
};
const lockConfig: Statement = {
  name: "lock-config",
  text: `SELECT seq, next_place FROM configs WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE`,
};
const findVersion: Statement = { name: "find-version", text: "SELECT version FROM hotspot_schema" };

/**
 * Opens a PostgreSQL database as a store, and makes or migrates its tables.
 *
 * An answered write is committed there; whether that means on disk, and on a standby too, is the
 * server's `synchronous_commit`. The write of each configuration is serialised by its row.
 *
 * @throws Error where no primary answers, or a later version of the service has migrated it
 */
export async function openPostgresStore(
  target: ConnectionString,
  options: PostgresOptions = {},
): Promise<PostgresStore> {
  const pool = connections(target, options);
  try {
    await pool.use((client) => migrate(client, options.upgrade ?? true));
    return postgresStore(pool, options);
  } catch (error) {
    await pool.close();
    throw error;
  }
}

function postgresStore(
  pool: ReturnType<typeof connections>,
  { poolSize = defaultPoolSize }: ConnectionOptions,
): PostgresStore {
  const access = tokens(pool);
  const keys = accessKeys(pool);
  const writes = writeOrder();
  const changeSettings = settingsChanges(pool.of);
  // A search takes long, and every request needs a connection for its credentials.
  const searches = limiter({
    what: "searches",
    running: Math.max(1, Math.floor(poolSize / 4)),
    waiting: mostSearches,
    patience: searchPatience,
  });
  const largeLists = snapshots(pool.of, Math.max(1, Math.floor(poolSize / 2)));
  let closed: Promise<void> | undefined;

  /** Orders a write by what it writes to. */
  function write<Result>(
    own: Connections,
    key: readonly string[],
    ways: WaysToWrite<Result>,
  ): Promise<Result> {
    if (closed !== undefined)
      return Promise.reject(new StoreUnavailableError("the store is closed"));
    return writes.run(own, JSON.stringify(key), ways);
  }

  /** The same for a write of several statements to something of a project. */
  function writeSteps<Result>(
    projectId: string,
    key: readonly string[],
    together: (step: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const own = pool.of(projectId);
    const alone = () => transaction(own, together);
    return write(own, [projectId, ...key], { alone, together });
  }

  const writeAccess = <Result>(what: string, alone: () => Promise<Result>): Promise<Result> =>
    write(pool, [what], { alone });

  return {
    createConfig(projectId, { non_migrate_users = [], ...settings }) {
      return writeSteps(projectId, [], async (step) => {
        const plan = planAdditions(non_migrate_users, nothingFound);
        const [row] = await step.query<[seq: number, last: string | null]>(lockProject, [
          projectId,
        ]);
        const [seq, last] = row ?? [0, null];
        const config = newConfig(last ?? undefined, settings);
        step.send(insertConfig, [projectId, seq, plan.appended.length, ...rowOf(config)]);
        step.send(setLastConfig, [projectId, config.id]);
        writePlan(step, [projectId, seq], undefined, plan);
        return { ...config, non_migrate_users: plan.appended.map(userOf) };
      });
    },

    async listConfigs(projectId, page) {
      const values = [projectId, page.limit, page.offset];
      const rows = await read<ListRow>(pool.of(projectId), configsWithUsers, values);
      const items = smallListOf(projectId, rows);
      if (items !== undefined) return json(JSON.stringify({ items }));
      return json(await largeLists.read(projectId, (query) => largeListOf(query, projectId, page)));
    },

    updateConfig(projectId, configId, settings) {
      return write(pool.of(projectId), [projectId, configId], {
        alone: () => changeSettings.alone(projectId, configId, settings),
        together: (step) => changeSettings.within(step, projectId, configId, settings),
      });
    },

    async listUsers(projectId, configId, nameFilter, page) {
      const own = pool.of(projectId);
      const find = () => listUsers(own, projectId, configId, nameFilter, page);
      const found = await (nameFilter === "" ? find() : searches.run(projectId, find));
      return found === undefined ? undefined : json(JSON.stringify(found));
    },

    updateUsers(projectId, configId, { update_type, non_migrate_users }) {
      return writeSteps(projectId, [configId], async (step) => {
        const [row] = await step.query<[seq: number, nextPlace: number]>(lockConfig, [
          projectId,
          configId,
        ]);
        if (row === undefined) return false;
        const [seq, nextPlace] = row;
        if (update_type === "ADD") {
          await addUsers(step, [projectId, seq], nextPlace, non_migrate_users);
        } else await removeUsers(step, [projectId, seq], non_migrate_users);
        return true;
      });
    },

    addToken: (hash, token) => writeAccess("tokens", () => access.add(hash, token)),

    addFirstToken: (hash, token) => writeAccess("tokens", () => access.addFirst(hash, token)),

    findToken: (hash) => access.find(hash),

    listTokens: (projectId) => access.list(projectId),

    revokeToken: (id) => writeAccess("tokens", () => access.revoke(id)),

    sealingKeyId: (ifNone) => keys.sealingKeyId(ifNone),

    addAccessKey: (key) => writeAccess("access keys", () => keys.add(key)),

    findAccessKey: (accessKey) => keys.find(accessKey),

    listAccessKeys: (projectId) => keys.list(projectId),

    revokeAccessKey: (id) => writeAccess("access keys", () => keys.revoke(id)),

    resealSecrets: (id, reseal) => writeAccess("access keys", () => keys.reseal(id, reseal)),

    isFull: () => writes.isFull(),

    load: () => ({
      writes: writes.waiting(),
      searches: searches.waiting(),
      connections: pool.load(),
    }),

    async ping() {
      const [row] = await read<[version: number]>(pool, findVersion, []);
      // The next version only adds to the tables of this one.
      if (row === undefined || row[0] <= migrations.length + 1) return;
      const outdated = new StoreUnavailableError(
        `a later version of the service has migrated the database to version ${row[0]}, and this one knows version ${migrations.length}: stop this one`,
      );
      pool.refuse(outdated);
      throw outdated;
    },

    close() {
      closed ??= (async () => {
        await writes.idle();
        largeLists.close();
        await pool.close();
      })();
      return closed;
    },
  };
}
