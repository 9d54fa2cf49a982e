import { describe } from "vitest";

import { turnsAwayWhileDraining, turnsAwayWhileLocked } from "../refusals.ts";

describe("UpdateNonMigrationUsers 503", () => {
  turnsAwayWhileDraining("UpdateNonMigrationUsers");
  turnsAwayWhileLocked("UpdateNonMigrationUsers");
});
