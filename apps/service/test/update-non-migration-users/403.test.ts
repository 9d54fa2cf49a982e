import { describe } from "vitest";

import { refusesOtherProjects, refusesReaders } from "../credentials.ts";

describe("UpdateNonMigrationUsers 403", () => {
  refusesOtherProjects("UpdateNonMigrationUsers");
  refusesReaders("UpdateNonMigrationUsers");
});
