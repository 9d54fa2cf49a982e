import { statfsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";

import { newConfig } from "../config-row.ts";
import { userOf } from "../entries/entry.ts";
import { json } from "../json.ts";
import type { Store } from "../store.ts";
import { accessKeys } from "./access-keys.ts";
import { configList } from "./config-list.ts";
import { configs } from "./configs.ts";
import { fileCheck } from "./file-check.ts";
import { health, type HealthListener } from "./health.ts";
import { inMemory, openDatabase } from "./open-database.ts";
import { rewriteVersion, versionCheck } from "./schema.ts";
import { search, usersAnswer } from "./search.ts";
import { searchQueue } from "./search-queue.ts";
import { sharedRead } from "./shared-read.ts";
import { type SnapshotOptions, snapshots } from "./snapshots.ts";
import { tokens } from "./tokens.ts";
import { users } from "./users.ts";
import { writeQueue } from "./write-queue.ts";

/** How long a statement waits for another process's lock, in milliseconds; all requests wait with it. */
const lockTimeout = 250;

/** A configuration with more users is searched in a thread of its own: this many take about 1 ms. */
const searchedHere = 5000;

/** Room on the disk for a few of the largest requests, in bytes: a smaller write may fit when those fail. */
const leastRoom = 8 * 1024 * 1024;

/** The owner of writes that are for no project. No project has an empty id. */
const credentials = "";

/** A store, and how much it has to do. */
export interface SqliteStore extends Store {
  load(): { readonly writes: number; readonly searches: number };
}

export interface SqliteOptions extends SnapshotOptions {
  /** Called after each commit with the number of writes that shared it. */
  readonly committed?: ((writes: number) => void) | undefined;
  readonly onHealth?: HealthListener | undefined;
}

/**
 * Opens a SQLite file as a store; see {@link openDatabase}. A store in memory keeps nothing and has no
 * second connection: it does all its work on the calling thread.
 */
export function openSqliteStore(file: string, options: SqliteOptions = {}): SqliteStore {
  const database = openDatabase(file, { timeout: lockTimeout, upgrade: true });
  try {
    return sqliteStore(database, file, options);
  } catch (error) {
    database.close();
    throw error;
  }
}

function sqliteStore(database: DatabaseSync, file: string, options: SqliteOptions): SqliteStore {
  const stored = configs(database);
  const entries = users(database);
  const list = configList(database);
  const access = tokens(database);
  const keys = accessKeys(database);
  const findHere = search(database);
  const { problem, recovered, failed } = health((change) => {
    if (database.isOpen) options.onHealth?.(change);
  });
  const files = file === inMemory ? undefined : fileCheck(file);
  /** For what takes long: connections of their own. */
  const beside =
    file === inMemory
      ? undefined
      : { lists: snapshots(file, failed, options), searches: searchQueue(file, failed) };
  const checkVersion = versionCheck(database);
  const { read, end: endRead } = sharedRead(database, {
    check: () => files?.recently(),
    begun: checkVersion,
    failed,
  });
  const { write, ...writes } = writeQueue(database, {
    prepare: endRead,
    begun() {
      files?.now();
      checkVersion();
    },
    check: () => files?.now(),
    failed,
    committed: options.committed,
  });

  return {
    createConfig(projectId, { non_migrate_users = [], ...given }) {
      return write(projectId, () => {
        const config = newConfig(stored.lastId(projectId), given);
        const seq = stored.add(projectId, config);
        return {
          ...config,
          non_migrate_users: entries.addToNew(seq, non_migrate_users).map(userOf),
        };
      });
    },

    async listConfigs(projectId, page) {
      const answer = read(
        () =>
          list.small(projectId, page) ?? beside?.lists ?? [...list.parts(projectId, page)].join(""),
      );
      return json(
        typeof answer === "string"
          ? answer
          : await answer.read(projectId, ({ parts }) => parts(projectId, page)),
      );
    },

    updateConfig: (projectId, configId, settings) =>
      write(projectId, () => stored.update(projectId, configId, settings)),

    async listUsers(projectId, configId, nameFilter, page) {
      const found = read(() => {
        const config = stored.find(projectId, configId);
        if (config === undefined) return undefined;
        const [seq, total] = config;
        if (nameFilter === "") return usersAnswer(total, entries.page(seq, page));
        if (beside === undefined || total <= searchedHere) return findHere(seq, nameFilter, page);
        return () => beside.searches.find(projectId, seq, nameFilter, page);
      });
      if (found === undefined) return undefined;
      return json(typeof found === "string" ? found : await found());
    },

    updateUsers(projectId, configId, { update_type, non_migrate_users }) {
      return write(projectId, () => {
        const config = stored.find(projectId, configId);
        if (config === undefined) return false;
        const [seq] = config;
        if (update_type === "ADD") entries.add(seq, non_migrate_users);
        else entries.remove(seq, non_migrate_users);
        return true;
      });
    },

    addToken: (hash, token) => write(credentials, () => access.add(hash, token)),

    addFirstToken: (hash, token) => write(credentials, () => access.addFirst(hash, token)),

    findToken: async (hash) => read(() => access.find(hash)),

    listTokens: async (projectId) => read(() => access.list(projectId)),

    revokeToken: (id) => write(credentials, () => access.revoke(id)),

    sealingKeyId: async (ifNone) =>
      read(() => keys.sealingKeyId()) ??
      (ifNone === undefined ? undefined : write(credentials, () => keys.claimSealingKey(ifNone))),

    addAccessKey: (key) => write(credentials, () => keys.add(key)),

    findAccessKey: async (accessKey) => read(() => keys.find(accessKey)),

    listAccessKeys: async (projectId) => read(() => keys.list(projectId)),

    revokeAccessKey: (id) => write(credentials, () => keys.revoke(id)),

    resealSecrets: (sealingKeyId, reseal) =>
      write(credentials, () => keys.reseal(sealingKeyId, reseal)),

    isFull: () => writes.isFull(),

    load: () => ({ writes: writes.waiting(), searches: beside?.searches.length ?? 0 }),

    async ping() {
      read(() => {
        files?.now();
        stored.lastId("");
      });
      if (problem() !== undefined) {
        await write(credentials, () => rewriteVersion(database));
        if (hasRoom(file)) recovered();
      }
      const remaining = problem();
      if (remaining !== undefined) throw remaining;
    },

    async close() {
      if (database.isOpen) writes.finish();
      beside?.lists.close();
      await beside?.searches.close();
      if (database.isOpen) database.close();
    },
  };
}

/** Whether the disk of a file takes more than the next few writes. */
function hasRoom(file: string): boolean {
  if (file === inMemory) return true;
  const { bavail, bsize } = statfsSync(file);
  return bavail * bsize >= leastRoom;
}
