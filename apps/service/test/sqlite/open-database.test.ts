import fs, {
  chmodSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { DatabaseSync } from "node:sqlite";

import { describe, expect, it, onTestFinished } from "vitest";

import { openDatabase } from "../../src/store/sqlite/open-database.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const open = (file: string, upgrade = true) => openDatabase(file, { timeout: 0, upgrade });

/** Makes a file with these statements, without a write-ahead log. */
function makeFile(file: string, statements: string): void {
  const database = new DatabaseSync(file);
  database.exec(statements);
  database.close();
}

describe("opening a database", () => {
  it("makes all its files for the owner alone, also through a symbolic link to none yet", () => {
    using folder = temporaryFolder();
    symlinkSync(folder.file("target.db"), folder.file("link.db"));
    using database = open(folder.file("link.db"));
    database.exec("UPDATE configs SET exit_num = 0");
    const files = readdirSync(folder.path).filter((name) => name.startsWith("target.db"));
    expect(files.toSorted()).toEqual(["target.db", "target.db-shm", "target.db-wal"]);
    for (const name of files) expect(statSync(folder.file(name)).mode & 0o777).toBe(0o600);
  });

  it.runIf(process.platform === "linux")("syncs the folders that list those it makes", () => {
    using folder = temporaryFolder();
    const { fsyncSync } = fs;
    const synced: string[] = [];
    onTestFinished(() => {
      fs.fsyncSync = fsyncSync;
      syncBuiltinESMExports();
    });
    fs.fsyncSync = (descriptor) => {
      synced.push(readlinkSync(`/proc/self/fd/${descriptor}`));
      fsyncSync(descriptor);
    };
    syncBuiltinESMExports();
    for (const _ of ["made", "existing"]) open(folder.file("a/b/hotspot.db")).close();
    expect(synced).toEqual([folder.file("a"), folder.path]);
  });

  const ours = "PRAGMA application_id = 0x4853534d; CREATE TABLE kept (x)";
  it.each([
    ["another program's tables", "CREATE TABLE kept (x)", "not a database of this service"],
    ["another program's mark", "PRAGMA application_id = 7", "not a database of this service"],
    [
      "another program's version",
      "PRAGMA user_version = 1; CREATE TABLE kept (x)",
      "not a database of this service",
    ],
    ["a later version", `${ours}; PRAGMA user_version = 99`, "it has version 99"],
    ["a negative version", `${ours}; PRAGMA user_version = -1`, "not a database of this service"],
  ])("refuses a file with %s, and changes nothing of it", (_, statements, message) => {
    using folder = temporaryFolder();
    const file = folder.file("other.db");
    makeFile(file, statements);
    const before = readFileSync(file);
    expect(() => open(file)).toThrow(message);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder.path)).toEqual(["other.db"]);
  });

  it("leaves an older version as it is where that is asked for", () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.db");
    const tables = ["configs", "users", "counts", "tokens"].map(
      (name) => `CREATE TABLE ${name} (x)`,
    );
    makeFile(file, `${tables.join(";")}; PRAGMA user_version = 1`);
    using database = open(file, false);
    expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: 1 });
  });

  it("says which folder must be writable", () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.db");
    open(file).close();
    chmodSync(file, 0o644);
    chmodSync(folder.path, 0o555);
    if (process.getuid?.() === 0) {
      process.seteuid?.(65_534);
      onTestFinished(() => process.seteuid?.(0));
    }
    const wanted = `the folder ${folder.path} and the files in it must be writable`;
    expect(() => open(file)).toThrow(wanted);
    expect(() => open(folder.file("new.db"))).toThrow(wanted);
    process.seteuid?.(process.getuid?.() ?? 0);
    chmodSync(folder.path, 0o755);
  });
});
