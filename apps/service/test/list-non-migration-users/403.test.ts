import { describe } from "vitest";

import { refusesOtherProjects } from "../refusals.ts";

describe("ListNonMigrationUsers 403", () => {
  refusesOtherProjects("ListNonMigrationUsers");
});
