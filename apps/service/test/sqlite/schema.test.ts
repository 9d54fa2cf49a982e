import { DatabaseSync } from "node:sqlite";

import { describe, expect, it } from "vitest";

import { migrate } from "../../src/store/sqlite/schema.ts";

const versionOf = (database: DatabaseSync) =>
  database.prepare("PRAGMA user_version").get()?.["user_version"];
const tablesOf = (database: DatabaseSync) =>
  database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
    .all()
    .map(({ name }) => name);

const one = "CREATE TABLE one (x)";
const two = "CREATE TABLE two (x); INSERT INTO one VALUES (2)";

describe("migrations", () => {
  it("lead an empty file through every version, and an older one through those it lacks", () => {
    const empty = new DatabaseSync(":memory:");
    migrate(empty, [one, two]);
    expect([versionOf(empty), tablesOf(empty)]).toEqual([2, ["one", "two"]]);

    const older = new DatabaseSync(":memory:");
    migrate(older, [one]);
    older.exec("INSERT INTO one VALUES (1)");
    migrate(older, [one, two]);
    expect([versionOf(older), tablesOf(older)]).toEqual([2, ["one", "two"]]);
    expect(older.prepare("SELECT x FROM one").all()).toEqual([{ x: 1 }, { x: 2 }]);
  });

  it("change nothing in a file that is up to date", () => {
    const database = new DatabaseSync(":memory:");
    migrate(database, [one]);
    migrate(database, [one]);
    expect(versionOf(database)).toBe(1);
  });

  it("leave nothing of a step that fails", () => {
    const database = new DatabaseSync(":memory:");
    expect(() => migrate(database, [one, "CREATE TABLE half (x); NONSENSE"])).toThrow("NONSENSE");
    expect([versionOf(database), tablesOf(database)]).toEqual([1, ["one"]]);
  });

  it("refuse a file of a later version, and leave it as it is", () => {
    const database = new DatabaseSync(":memory:");
    migrate(database, [one, two]);
    expect(() => migrate(database, [one])).toThrow(
      "has version 2, and this service knows version 1",
    );
    expect(versionOf(database)).toBe(2);
  });
});
