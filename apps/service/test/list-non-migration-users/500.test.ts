import { describe } from "vitest";

import { failsWithoutALeak } from "../refusals.ts";

describe("ListNonMigrationUsers 500", () => {
  failsWithoutALeak("ListNonMigrationUsers");
});
