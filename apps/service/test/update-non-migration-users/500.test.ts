import { describe } from "vitest";

import { failsWithoutALeak } from "../refusals.ts";

describe("UpdateNonMigrationUsers 500", () => {
  failsWithoutALeak("UpdateNonMigrationUsers");
});
