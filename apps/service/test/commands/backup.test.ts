import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { hashToken, newToken } from "../../src/auth/token.ts";
import { backUp, giveName } from "../../src/store/sqlite/backup.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { command } from "./command.ts";

let opened: ReturnType<typeof temporaryFolder>;
let folder = "";
let database = "";
let target = "";
let settings = {};
beforeEach(() => {
  opened = temporaryFolder();
  folder = opened.path;
  database = join(folder, "hotspot.db");
  mkdirSync(join(folder, "backups"));
  target = join(folder, "backups", "copy.db");
  settings = { HOTSPOT_DATABASE_URL: `sqlite:${database}` };
});
afterEach(() => opened[Symbol.dispose]());

const backup = (...words: readonly string[]) => command(settings, "backup", ...words);

/** A database that a service made and left. */
async function makeDatabase(): Promise<void> {
  const store = openSqliteStore(database);
  await store.createConfig("p1", {
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 1,
    non_migrate_users: [{ user_name: "Zoë" }],
  });
  await store.addToken(hashToken(newToken()), {
    projectId: "p1",
    role: "admin",
    expiresAt: undefined,
  });
  await store.close();
}

describe("backup", () => {
  it("is one whole file that only its owner may read, and leaves nothing else behind", async () => {
    await makeDatabase();
    expect(await backup(target)).toMatchObject({ code: 0 });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "backups"))).toEqual(["copy.db"]);
    const copy = new DatabaseSync(target, { readOnly: true });
    expect(copy.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    copy.close();
  });

  it("overwrites no file, unless told to", async () => {
    await makeDatabase();
    writeFileSync(target, "precious", { mode: 0o644 });
    const refused = await backup(target);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`${target} exists; --force replaces it`);
    expect(readFileSync(target, "utf8")).toBe("precious");
    expect(await backup("--force", target)).toMatchObject({ code: 0 });
    expect(readFileSync(target).subarray(0, 15).toString()).toBe("SQLite format 3");
    expect(statSync(target).mode & 0o777).toBe(0o600);
  });

  it("is not stopped by what a backup that was killed has left, under the same process id", async () => {
    await makeDatabase();
    writeFileSync(join(folder, "backups", `.copy.db.partial-${process.pid}`), "half");
    expect(backUp(database, target, { replace: false })).toBeGreaterThan(0);
  });

  it("is made on a file system without hard links, too, and never in the place of another file", async () => {
    const names = ["partial", "backup.db"].map((name) => join(folder, name));
    const [partial = "", name = ""] = names;
    const refused = () => {
      throw Object.assign(new Error("operation not permitted"), { code: "EPERM" });
    };
    writeFileSync(partial, "backup");
    giveName(partial, name, refused);
    expect(readFileSync(name, "utf8")).toBe("backup");
    writeFileSync(partial, "another");
    expect(() => giveName(partial, name, refused)).toThrow("EEXIST");
    expect(readFileSync(name, "utf8")).toBe("backup");
  });

  it("never replaces the database itself, under whatever name", async () => {
    await makeDatabase();
    const before = readFileSync(database);
    symlinkSync(database, join(folder, "symbolic.db"));
    linkSync(database, join(folder, "hard.db"));
    for (const name of ["hotspot.db", "symbolic.db", "hard.db"]) {
      const { code, stderr } = await backup("--force", join(folder, name));
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining("is the database itself"),
      });
    }
    expect(readFileSync(database)).toEqual(before);
  });

  it.each([
    ["nowhere/copy.db", /cannot back up: .*no such file or directory/],
    ["backups", /cannot back up: .*is not a file/],
  ])("fails for the file %s, and says why", async (name, message) => {
    await makeDatabase();
    const { code, stderr } = await backup("--force", join(folder, name));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(message) });
  });

  it("takes no name of a database in use, whose log would be applied to it", async () => {
    await makeDatabase();
    writeFileSync(`${target}-wal`, "");
    const { code, stderr } = await backup("--force", target);
    expect(code).toBe(1);
    expect(stderr).toContain(`${target}-wal exists`);
    expect(existsSync(target)).toBe(false);
  });

  it.each([
    ["that does not exist", () => {}, /there is no database at/],
    ["that is none", () => writeFileSync(database, "x".repeat(5000)), /file is not a database/],
    ["that is empty", () => new DatabaseSync(database).close(), /is empty/],
    [
      "of something else",
      () => {
        const other = new DatabaseSync(database);
        other.exec("CREATE TABLE other (x)");
        other.close();
      },
      /not a database of this service/,
    ],
  ])("of a database %s makes no file", async (_, prepare, message) => {
    prepare();
    const { code, stderr } = await backup(target);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(readdirSync(join(folder, "backups"))).toEqual([]);
  });

  it.each([
    ["pages", breakPages],
    ["rows", breakRows],
  ])("of a database with damaged %s makes no file", async (_, damage) => {
    await makeDatabase();
    damage(database);
    const { code, stderr } = await backup(target);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot back up: .*(malformed|damaged)/);
    expect(readdirSync(join(folder, "backups"))).toEqual([]);
  });
});

function breakPages(file: string): void {
  const damaged = readFileSync(file);
  damaged.fill(0xff, 4096 * 2, 4096 * 6);
  writeFileSync(file, damaged);
}

/** What SQLite copies without a word. */
function breakRows(file: string): void {
  const broken = new DatabaseSync(file);
  broken.exec("PRAGMA ignore_check_constraints = ON; UPDATE tokens SET role = 'root'");
  broken.close();
}
