import { describe } from "vitest";

import { refusesWithoutCredentials } from "../refusals.ts";

describe("ListNonMigrationUsers 401", () => {
  refusesWithoutCredentials("ListNonMigrationUsers");
});
