import { describe, expect, it } from "vitest";

import { operationTable, type operations } from "./index.ts";

describe("the operation table", () => {
  it("has every operation, and which of them may be sent twice", () => {
    const idempotent: Record<keyof operations, boolean> = {
      CreateHotspotSessionConfig: false,
      ListHotspotSessionConfig: true,
      UpdateHotspotSessionConfig: true,
      ListNonMigrationUsers: true,
      UpdateNonMigrationUsers: true,
    };
    const found = Object.entries(operationTable).map(([name, row]) => [name, row.idempotent]);
    expect(Object.fromEntries(found)).toEqual(idempotent);
  });

  it("says what an answer must have, and of which JSON type", () => {
    expect(operationTable.ListNonMigrationUsers.answer).toEqual({
      total_count: "number",
      non_migrate_users: "array",
    });
    expect(operationTable.UpdateNonMigrationUsers.answer).toEqual({});
  });
});
