import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

import type { UserInfo } from "@hotspot-session/types";
import { v7 as uuidv7 } from "uuid";

import { embeddedUsers, type Role, type Store, StoreBusyError } from "../store.ts";
import { prepareTables } from "./schema.ts";
import { users } from "./users.ts";

/** How long a statement waits for another process's lock, in milliseconds; all requests wait with it. */
const lockTimeout = 250;

interface ConfigRow {
  readonly seq: number;
  readonly id: string;
  readonly enable: number;
  readonly exit_num: number;
}

/**
 * Opens a SQLite file as a store, and makes it, and the folder it is in, where it does not exist.
 *
 * The journal is a write-ahead log that is synced at every commit (`synchronous=FULL`), so an
 * answered write is on disk.
 *
 * @throws where the file cannot be opened, is no database or is of a later version
 */
export function openSqliteStore(file: string): Store {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: lockTimeout });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    prepareTables(database);
    return sqliteStore(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

function sqliteStore(database: DatabaseSync): Store {
  const entries = users(database);
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
  const insertToken = database.prepare(
    "INSERT INTO tokens (hash, project_id, role, expires_at) VALUES (?, ?, ?, ?)",
  );
  const tokenByHash = database.prepare(
    "SELECT project_id, role, expires_at FROM tokens WHERE hash = ?",
  );
  const anyToken = database.prepare("SELECT 1 FROM tokens LIMIT 1");

  /** Runs statements as one unit: they see one moment, and all of them are kept, or none. */
  function inTransaction<Result>(begin: "BEGIN" | "BEGIN IMMEDIATE", run: () => Result): Result {
    return orBusy(() => {
      database.exec(begin);
      try {
        const result = run();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    });
  }
  const read = <Result>(run: () => Result) => inTransaction("BEGIN", run);
  const write = <Result>(run: () => Result) => inTransaction("BEGIN IMMEDIATE", run);

  const configOf = (projectId: string, configId: string) =>
    findConfig.get(configId, projectId)?.["seq"] as number | undefined;

  return {
    async createConfig(projectId, config) {
      return write(() => {
        const id = uuidv7().replaceAll("-", "");
        const { hotspot_session_migration_enable, hotspot_exit_session_num } = config;
        const enable = Number(hotspot_session_migration_enable);
        const row = insertConfig.get(id, projectId, enable, hotspot_exit_session_num);
        const { seq } = row as Pick<ConfigRow, "seq">;
        for (const user of config.non_migrate_users ?? []) entries.add(seq, user);
        return {
          id,
          hotspot_session_migration_enable,
          hotspot_exit_session_num,
          non_migrate_users: entries.list(seq, { offset: 0, limit: embeddedUsers }),
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
            non_migrate_users: entries.list(seq, { offset: 0, limit: embeddedUsers }),
          };
        }),
      );
    },

    async updateConfig(projectId, configId, settings) {
      const { hotspot_session_migration_enable, hotspot_exit_session_num } = settings;
      const { changes } = write(() =>
        setSettings.run(
          Number(hotspot_session_migration_enable),
          hotspot_exit_session_num,
          configId,
          projectId,
        ),
      );
      return changes === 0
        ? undefined
        : { id: configId, hotspot_session_migration_enable, hotspot_exit_session_num };
    },

    async listUsers(projectId, configId, nameFilter, page) {
      return read(() => {
        const config = configOf(projectId, configId);
        if (config === undefined) return undefined;
        return nameFilter === ""
          ? { total_count: entries.count(config), non_migrate_users: entries.list(config, page) }
          : {
              total_count: entries.countMatching(config, nameFilter),
              non_migrate_users: entries.listMatching(config, nameFilter, page),
            };
      });
    },

    async updateUsers(projectId, configId, { update_type, non_migrate_users }) {
      return write(() => {
        const config = configOf(projectId, configId);
        if (config === undefined) return false;
        const apply = (user: UserInfo) =>
          update_type === "ADD" ? entries.add(config, user) : entries.remove(config, user);
        for (const user of non_migrate_users) apply(user);
        return true;
      });
    },

    async addToken(hash, { projectId, role, expiresAt }) {
      write(() => insertToken.run(hash, projectId, role, expiresAt ?? null));
    },

    async findToken(hash) {
      const row = orBusy(() => tokenByHash.get(hash));
      if (row === undefined) return undefined;
      const { project_id, role, expires_at } = row as {
        project_id: string;
        role: Role;
        expires_at: number | null;
      };
      return { projectId: project_id, role, expiresAt: expires_at ?? undefined };
    },

    async hasTokens() {
      return orBusy(() => anyToken.get() !== undefined);
    },

    async ping() {
      orBusy(() => anyToken.get());
    },

    async close() {
      if (database.isOpen) database.close();
    },
  };
}

function orBusy<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    throw isBusy(error) ? new StoreBusyError("the database is locked", { cause: error }) : error;
  }
}

/** SQLITE_BUSY and SQLITE_LOCKED, and their extended codes. */
function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  const code = Number(error.errcode) & 0xff;
  return code === 5 || code === 6;
}
