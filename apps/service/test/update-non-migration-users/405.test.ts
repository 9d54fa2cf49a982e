import { describe } from "vitest";

import { refusesOtherMethods } from "../refusals.ts";

describe("UpdateNonMigrationUsers 405", () => {
  refusesOtherMethods("UpdateNonMigrationUsers", "GET, PATCH");
});
