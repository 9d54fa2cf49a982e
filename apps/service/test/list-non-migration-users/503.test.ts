import { describe } from "vitest";

import { turnsAwayWhileDraining } from "../refusals.ts";

describe("ListNonMigrationUsers 503", () => {
  turnsAwayWhileDraining("ListNonMigrationUsers");
});
