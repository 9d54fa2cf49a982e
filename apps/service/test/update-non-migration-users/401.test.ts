import { describe } from "vitest";

import { refusesWithoutCredentials } from "../refusals.ts";

describe("UpdateNonMigrationUsers 401", () => {
  refusesWithoutCredentials("UpdateNonMigrationUsers");
});
