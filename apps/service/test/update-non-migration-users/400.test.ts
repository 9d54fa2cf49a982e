import { describe } from "vitest";

import { refusesBodies, refusesLongConfigIds, refusesUnreadableBodies } from "../bad-input.ts";
import { usersCases } from "../bad-bodies.ts";

describe("UpdateNonMigrationUsers 400", () => {
  refusesLongConfigIds("UpdateNonMigrationUsers");
  refusesUnreadableBodies("UpdateNonMigrationUsers");
  refusesBodies("UpdateNonMigrationUsers", usersCases({ update_type: "ADD" }));
  refusesBodies("UpdateNonMigrationUsers", usersCases({ update_type: "DELETE" }));
  refusesBodies("UpdateNonMigrationUsers", [
    ["no update_type", { non_migrate_users: [] }, "update_type: is required"],
    ["no users", { update_type: "ADD" }, "non_migrate_users: is required"],
    [
      "another update_type",
      { update_type: "REPLACE", non_migrate_users: [] },
      "update_type: must be one of ADD, DELETE",
    ],
    [
      "an update_type in lower case",
      { update_type: "add", non_migrate_users: [] },
      "update_type: must be one of ADD, DELETE",
    ],
  ]);
});
