import { describe } from "vitest";

import { refusesOtherMethods } from "../refusals.ts";

describe("ListNonMigrationUsers 405", () => {
  refusesOtherMethods("ListNonMigrationUsers", "GET, PATCH");
});
