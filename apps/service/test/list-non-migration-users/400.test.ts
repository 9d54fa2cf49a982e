import { describe } from "vitest";

import { refusesLongConfigIds, refusesPages, refusesQueries } from "../bad-input.ts";

describe("ListNonMigrationUsers 400", () => {
  refusesPages("ListNonMigrationUsers");
  refusesLongConfigIds("ListNonMigrationUsers");
  refusesQueries("ListNonMigrationUsers", [
    [`user_name=${"x".repeat(129)}`, "user_name: must NOT have more than 128 characters"],
    ["user_name=a&user_name=b", "user_name: must be given once"],
    ["user_name=%C3", "query: must be percent-encoded UTF-8"],
  ]);
});
