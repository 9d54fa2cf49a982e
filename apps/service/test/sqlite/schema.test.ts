import { DatabaseSync } from "node:sqlite";

import { describe, expect, it } from "vitest";

import { configColumns } from "../../src/store/config-row.ts";
import { bringUpToDate, migrations, versionOf } from "../../src/store/sqlite/schema.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { listUsers } from "../store/requests.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const tablesOf = (database: DatabaseSync) =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => name);

const one = "CREATE TABLE one (x)";
const two = (database: DatabaseSync) =>
  database.exec("CREATE TABLE two (x); INSERT INTO one VALUES (2)");

describe("migrations", () => {
  it("lead an empty file through every version, and an older one through those it lacks", () => {
    const empty = new DatabaseSync(":memory:");
    bringUpToDate(empty, [one, two]);
    expect([versionOf(empty), tablesOf(empty)]).toEqual([2, ["one", "two"]]);

    const older = new DatabaseSync(":memory:");
    bringUpToDate(older, [one]);
    older.exec("INSERT INTO one VALUES (1)");
    bringUpToDate(older, [one, two]);
    bringUpToDate(older, [one, two]);
    expect([versionOf(older), tablesOf(older)]).toEqual([2, ["one", "two"]]);
    expect(older.prepare("SELECT x FROM one").all()).toEqual([{ x: 1 }, { x: 2 }]);
  });

  it("leave nothing of a step that fails", () => {
    const database = new DatabaseSync(":memory:");
    const steps = [one, "CREATE TABLE half (x); NONSENSE"];
    expect(() => bringUpToDate(database, steps)).toThrow("NONSENSE");
    expect([versionOf(database), tablesOf(database)]).toEqual([1, ["one"]]);
  });
});

it("the tables have every column of config-row.ts (add it in src/store/schema-changes.ts)", () => {
  const database = new DatabaseSync(":memory:");
  bringUpToDate(database);
  const columns = database.prepare("SELECT name FROM pragma_table_info('configs')").all();
  expect(columns.map(({ name }) => name)).toEqual(expect.arrayContaining([...configColumns]));
});

it("a database is recognised while another process makes its tables", () => {
  using folder = temporaryFolder();
  const file = folder.file("hotspot.db");
  using other = new DatabaseSync(file);
  other.exec("PRAGMA journal_mode = WAL");
  class Interrupted extends DatabaseSync {
    override prepare(sql: string) {
      if (sql === "PRAGMA user_version") bringUpToDate(other);
      return super.prepare(sql);
    }
  }
  using database = new Interrupted(file);
  expect(versionOf(database)).toBe(0);
  expect(versionOf(database)).toBe(migrations.length);
});

it("a database of version 1 keeps its users, counts them, and finds them in any case", async () => {
  using folder = temporaryFolder();
  const file = folder.file("hotspot.db");
  const database = new DatabaseSync(file);
  bringUpToDate(database, migrations.slice(0, 1));
  database.exec(`INSERT INTO configs VALUES (1, 'c', 'p', 1, 1);
    INSERT INTO users VALUES (1, 0, NULL, 'ΝΙΚΟΣ', 'νικος'), (1, 70, 'u', 'Bo', 'bo'), (1, 5000, 'v', NULL, NULL)`);
  database.close();
  const store = openSqliteStore(file);
  expect(await listUsers(store, "p", "c", "Κοσ")).toEqual({
    total_count: 1,
    non_migrate_users: [{ user_name: "ΝΙΚΟΣ" }],
  });
  expect(await listUsers(store, "p", "c", "", { offset: 2, limit: 5 })).toEqual({
    total_count: 3,
    non_migrate_users: [{ user_id: "v" }],
  });
  await store.close();
});
