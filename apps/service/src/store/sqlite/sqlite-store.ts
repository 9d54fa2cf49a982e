import type { DatabaseSync } from "node:sqlite";

import type { UserInfo } from "@hotspot-session/types";
import { v7 as uuidv7 } from "uuid";

import { embeddedUsers, type Store, type Token } from "../store.ts";
import { orBusy } from "./busy.ts";
import { openDatabase } from "./open-database.ts";
import { revisionOfOthers } from "./revision-of-others.ts";
import { search } from "./search.ts";
import { searchQueue } from "./search-queue.ts";
import { tokens } from "./tokens.ts";
import { type Editor, users } from "./users.ts";
import { writeQueue } from "./write-queue.ts";

/** How long a statement waits for another process's lock, in milliseconds; all requests wait with it. */
const lockTimeout = 250;

/** A configuration with more users is searched in a thread of its own: this many take about 1 ms. */
const searchedHere = 5000;

const firstUsers = { offset: 0, limit: embeddedUsers };

interface ConfigRow {
  readonly seq: number;
  readonly id: string;
  readonly enable: number;
  readonly exit_num: number;
}

/** A store, and how much it has to do. */
export interface SqliteStore extends Store {
  load(): { readonly writes: number; readonly searches: number };
}

export interface SqliteOptions {
  /** Told after each commit how many writes shared it. */
  readonly committed?: ((writes: number) => void) | undefined;
}

/**
 * Opens a SQLite file as a store, and makes it, and the folder it is in, where it does not exist.
 *
 * The journal is a write-ahead log that is synced at every commit (`synchronous=FULL`), so an
 * answered write is on disk.
 *
 * @throws where the file cannot be opened, is no database or is of a later version
 */
export function openSqliteStore(file: string, options: SqliteOptions = {}): SqliteStore {
  const database = openDatabase(file, lockTimeout);
  try {
    return sqliteStore(database, file, options);
  } catch (error) {
    database.close();
    throw error;
  }
}

function sqliteStore(
  database: DatabaseSync,
  file: string,
  { committed = () => undefined }: SqliteOptions,
): SqliteStore {
  const entries = users(database);
  const access = tokens(database);
  const findHere = search(database);
  const searches = searchQueue(file);
  const writes = writeQueue(database, committed);
  const changesOfOthers = revisionOfOthers(database);
  const insertConfig = database.prepare(
    "INSERT INTO configs (id, project_id, enable, exit_num) VALUES (?, ?, ?, ?) RETURNING seq",
  );
  const pageOfConfigs = database.prepare(
    "SELECT seq, id, enable, exit_num FROM configs WHERE project_id = ? ORDER BY seq LIMIT ? OFFSET ?",
  );
  const setSettings = database.prepare(
    "UPDATE configs SET enable = ?, exit_num = ? WHERE id = ? AND project_id = ?",
  );
  const findConfig = database.prepare("SELECT seq FROM configs WHERE id = ? AND project_id = ?");

  /** Runs statements that see one moment. */
  function read<Result>(run: () => Result): Result {
    return orBusy(() => {
      database.exec("BEGIN");
      try {
        return run();
      } finally {
        // Some errors end it; another one from here would hide them.
        if (database.isTransaction) database.exec("COMMIT");
      }
    });
  }

  const configOf = (projectId: string, configId: string) =>
    findConfig.get(configId, projectId)?.["seq"] as number | undefined;

  // Tokens by their hash, until another process changes anything. Unknown ones are not kept:
  // strangers could fill the memory with them.
  const known = new Map<string, Token>();
  let knownAt: unknown;
  let revocations = 0;

  return {
    createConfig(projectId, config) {
      return writes.write(() => {
        const id = uuidv7().replaceAll("-", "");
        const { hotspot_session_migration_enable, hotspot_exit_session_num } = config;
        const enable = Number(hotspot_session_migration_enable);
        const row = insertConfig.get(id, projectId, enable, hotspot_exit_session_num);
        const { seq } = row as Pick<ConfigRow, "seq">;
        entries.change(seq, ({ add }) => config.non_migrate_users?.forEach(add));
        return {
          id,
          hotspot_session_migration_enable,
          hotspot_exit_session_num,
          non_migrate_users: entries.list(seq, firstUsers),
        };
      });
    },

    async listConfigs(projectId, { offset, limit }) {
      return read(() =>
        pageOfConfigs.all(projectId, limit, offset).map((row) => {
          const { seq, id, enable, exit_num } = row as unknown as ConfigRow;
          return {
            id,
            project_id: projectId,
            hotspot_session_migration_enable: enable === 1,
            hotspot_exit_session_num: exit_num,
            non_migrate_users: entries.list(seq, firstUsers),
          };
        }),
      );
    },

    updateConfig(projectId, configId, settings) {
      const { hotspot_session_migration_enable, hotspot_exit_session_num } = settings;
      const enable = Number(hotspot_session_migration_enable);
      return writes.write(() => {
        const { changes: found } = setSettings.run(
          enable,
          hotspot_exit_session_num,
          configId,
          projectId,
        );
        return found === 0
          ? undefined
          : { id: configId, hotspot_session_migration_enable, hotspot_exit_session_num };
      });
    },

    async listUsers(projectId, configId, nameFilter, page) {
      const answer = read(() => {
        const config = configOf(projectId, configId);
        if (config === undefined) return undefined;
        const total_count = entries.total(config);
        if (nameFilter === "") {
          return { total_count, non_migrate_users: entries.list(config, page) };
        }
        return total_count > searchedHere
          ? () => searches.find(config, nameFilter, page)
          : findHere(config, nameFilter, page);
      });
      return typeof answer === "function" ? await answer() : answer;
    },

    updateUsers(projectId, configId, { update_type, non_migrate_users }) {
      const apply = ({ add, remove }: Editor) =>
        non_migrate_users.forEach((user: UserInfo) => {
          if (update_type === "ADD") add(user);
          else remove(user);
        });
      return writes.write(() => {
        const config = configOf(projectId, configId);
        if (config === undefined) return false;
        entries.change(config, apply);
        return true;
      });
    },

    ...access,

    async findToken(hash) {
      const now = changesOfOthers();
      if (knownAt !== now) known.clear();
      knownAt = now;
      const key = Buffer.from(hash).toString("latin1");
      const kept = known.get(key);
      if (kept !== undefined) return kept;
      const begun = revocations;
      const found = await access.findToken(hash);
      if (found !== undefined && knownAt === now && revocations === begun) known.set(key, found);
      return found;
    },

    async revokeToken(id) {
      revocations++;
      known.clear();
      return access.revokeToken(id);
    },

    isFull: () => writes.isFull,

    load: () => ({ writes: writes.length, searches: searches.length }),

    async ping() {
      await access.hasTokens();
    },

    async close() {
      if (database.isOpen) writes.finish();
      await searches.close();
      if (database.isOpen) database.close();
    },
  };
}
