import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { describe, expect, it } from "vitest";

import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { StoreUnavailableError } from "../../src/store/store.ts";
import { configsOf, numbered, settings } from "../store/requests.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A store whose reports of health are kept, oldest first: `true` where it works again. */
function openStore() {
  const folder = temporaryFolder();
  const file = folder.file("hotspot.db");
  const reports: (string | true)[] = [];
  const onHealth = (problem: Error | undefined) => void reports.push(problem?.message ?? true);
  const store = openSqliteStore(file, { onHealth });
  return {
    ...store,
    folder,
    file,
    reports,
    async [Symbol.asyncDispose]() {
      await store.close();
      folder[Symbol.dispose]();
    },
  };
}

describe("a database whose files are not those of its path any more", () => {
  it.each(["", "-wal"])(
    "fails writes and is not ready while hotspot.db%s is away",
    async (suffix) => {
      await using store = openStore();
      await store.createConfig("p", settings(1));
      renameSync(store.file + suffix, store.folder.file("elsewhere"));
      for (let count = 0; count < 3; count++) {
        await expect(store.createConfig("p", settings(2))).rejects.toThrow(StoreUnavailableError);
        await expect(store.ping()).rejects.toThrow("was deleted, moved or replaced");
      }
      renameSync(store.folder.file("elsewhere"), store.file + suffix);
      await store.ping();
      expect(await configsOf(store, "p")).toHaveLength(1);
      expect(store.reports).toEqual([expect.stringContaining("deleted, moved or replaced"), true]);
    },
  );

  it("is noticed where another file has the name", async () => {
    await using store = openStore();
    const copy = readFileSync(store.file);
    rmSync(store.file);
    writeFileSync(store.file, copy);
    await expect(store.ping()).rejects.toThrow(StoreUnavailableError);
  });
});

describe("a database that a later version of the service has upgraded", () => {
  it("is neither read nor written, is not ready, keeps its version, and says why once", async () => {
    await using store = openStore();
    const { id } = await store.createConfig("p", settings(1));
    using later = new DatabaseSync(store.file);
    later.exec("PRAGMA user_version = 7");
    for (let count = 0; count < 2; count++) {
      await expect(configsOf(store, "p")).rejects.toThrow(StoreUnavailableError);
      await expect(store.updateConfig("p", id, settings(2))).rejects.toThrow(StoreUnavailableError);
      await expect(store.ping()).rejects.toThrow("upgraded the database to version 7");
    }
    expect(later.prepare("PRAGMA user_version").get()).toEqual({ user_version: 7 });
    expect(store.reports).toEqual([expect.stringContaining("stop this one")]);
  });
});

describe("a database that is damaged in the middle", () => {
  it("fails what meets the damage as unavailable, is not ready, and says so once", async () => {
    await using store = openStore();
    for (let index = 0; index < 20; index++) {
      await store.createConfig("p", { ...settings(1), non_migrate_users: numbered(1000) });
    }
    await store.close();
    damage(store.file);
    const reports: unknown[] = [];
    const damaged = openSqliteStore(store.file, {
      onHealth: (problem) => void reports.push(problem),
    });
    for (let count = 0; count < 2; count++) {
      await expect(configsOf(damaged, "p")).rejects.toThrow(StoreUnavailableError);
      await expect(damaged.ping()).rejects.toThrow("malformed");
    }
    expect(reports).toEqual([expect.any(StoreUnavailableError)]);
    await damaged.close();
  });
});

/** Overwrites the middle of a file. */
function damage(file: string): void {
  const { size } = statSync(file);
  const opened = openSync(file, "r+");
  writeSync(opened, Buffer.alloc(size / 2, 0xff), 0, size / 2, size / 4);
  closeSync(opened);
}
