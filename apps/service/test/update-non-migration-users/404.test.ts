import { describe } from "vitest";

import { refusesUnknownConfigs, refusesUnknownPaths } from "../refusals.ts";

describe("UpdateNonMigrationUsers 404", () => {
  refusesUnknownPaths("UpdateNonMigrationUsers");
  refusesUnknownConfigs("UpdateNonMigrationUsers");
});
