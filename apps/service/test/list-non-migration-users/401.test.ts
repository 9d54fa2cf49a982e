import { describe } from "vitest";

import { refusesWithoutCredentials } from "../credentials.ts";

describe("ListNonMigrationUsers 401", () => {
  refusesWithoutCredentials("ListNonMigrationUsers");
});
