import { describe } from "vitest";

import { refusesUnknownConfigs, refusesUnknownPaths } from "../refusals.ts";

describe("ListNonMigrationUsers 404", () => {
  refusesUnknownPaths("ListNonMigrationUsers");
  refusesUnknownConfigs("ListNonMigrationUsers");
});
