import { describe } from "vitest";

import { refusesWithoutCredentials } from "../credentials.ts";

describe("UpdateNonMigrationUsers 401", () => {
  refusesWithoutCredentials("UpdateNonMigrationUsers");
});
