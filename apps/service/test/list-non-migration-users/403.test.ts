import { describe } from "vitest";

import { refusesOtherProjects } from "../credentials.ts";

describe("ListNonMigrationUsers 403", () => {
  refusesOtherProjects("ListNonMigrationUsers");
});
