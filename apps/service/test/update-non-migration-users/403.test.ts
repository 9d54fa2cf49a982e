import { describe } from "vitest";

import { refusesOtherProjects, refusesReaders } from "../refusals.ts";

describe("UpdateNonMigrationUsers 403", () => {
  refusesOtherProjects("UpdateNonMigrationUsers");
  refusesReaders("UpdateNonMigrationUsers");
});
