import { DatabaseSync } from "node:sqlite";

import { describe, expect, it } from "vitest";

import { bringUpToDate, versionOf } from "../../src/store/sqlite/schema.ts";

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
