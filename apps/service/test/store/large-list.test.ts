import type { UpdateNonMigrationUsersRequest, UserInfo } from "@hotspot-session/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { applied } from "../decisions/model.ts";
import { largeList } from "./large-list.ts";

describe("the model of a large list", () => {
  it("follows the rules as the plain model tells them", () => {
    const user: fc.Arbitrary<UserInfo> = fc
      .record(
        { user_id: fc.constantFrom("1", "2", "3"), user_name: fc.constantFrom("a", "b", "c") },
        { requiredKeys: [], noNullPrototype: true },
      )
      .filter((entry) => Object.keys(entry).length > 0);
    const change = fc.record<UpdateNonMigrationUsersRequest>({
      update_type: fc.constantFrom("ADD", "ADD", "DELETE"),
      non_migrate_users: fc.array(user, { maxLength: 20 }),
    });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const list = largeList();
        let plain: readonly UserInfo[] = [];
        for (const each of changes) {
          list.apply(each);
          plain = applied(plain, each);
        }
        expect(list.entries()).toEqual(plain);
      }),
      { numRuns: 1000 },
    );
  });
});
