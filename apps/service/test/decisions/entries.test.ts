import type { UpdateNonMigrationUsersRequest, UserInfo } from "@hotspot-session/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Service, sharedService } from "../service.ts";
import { configsOf, usersOf as storedUsers } from "../store/requests.ts";
import { applied } from "./model.ts";

/** What is left after the changes, in a configuration that began with `start`. */
async function after(
  start: readonly UserInfo[],
  ...changes: readonly (readonly ["ADD" | "DELETE", ...UserInfo[]])[]
): Promise<UserInfo[]> {
  await using service = await sharedService();
  const id = await service.create(start);
  for (const [update_type, ...non_migrate_users] of changes) {
    const body = { update_type, non_migrate_users };
    const answer = await service.send({ method: "PATCH", url: service.users(id), body });
    expect(answer.status).toBe(200);
  }
  return usersOf(service, id);
}

async function usersOf(service: Service, id: string): Promise<UserInfo[]> {
  return (await storedUsers(service.store, service.project, id)) ?? [];
}

describe("UserInfo", () => {
  it("may have an id, a name or both", async () => {
    const users = [{ user_id: "1" }, { user_name: "a" }, { user_id: "2", user_name: "b" }];
    expect(await after(users)).toEqual(users);
  });

  it("keeps its text to the letter, in any script and with any character but NUL", async () => {
    const users = [
      "ﬀ İ ß",
      " blank ",
      "'; DROP TABLE users; --",
      "\u0001\n\t",
      "😀",
      "a%_\\b",
      "e\u0301",
    ];
    const entries = users.map((text) => ({ user_id: text, user_name: text }));
    expect(await after([], ["ADD", ...entries])).toEqual(entries);
  });
});

describe("non_migrate_users", () => {
  it("holds at most 1,000 users a request, while a configuration may hold far more", async () => {
    await using service = await sharedService();
    const id = await service.create();
    for (let chunk = 0; chunk < 3; chunk++) {
      const non_migrate_users = Array.from({ length: 1000 }, (_, index) => ({
        user_id: `${chunk}-${index}`,
      }));
      const body = { update_type: "ADD", non_migrate_users };
      expect(await service.send({ method: "PATCH", url: service.users(id), body })).toMatchObject({
        status: 200,
      });
    }
    const list = await service.send({ method: "GET", url: service.users(id) });
    expect(list.body.total_count).toBe(3000);
  });
});

describe("entry identity", () => {
  it("is the user_id where there is one, whatever the name", async () => {
    const users = [
      { user_id: "1", user_name: "same" },
      { user_id: "2", user_name: "same" },
    ];
    expect(await after(users)).toEqual(users);
  });

  it("is the exact user_name where there is no user_id: another case is another entry", async () => {
    const users = [{ user_name: "bob" }, { user_name: "Bob" }, { user_name: "bob " }];
    expect(await after(users)).toEqual(users);
  });
});

describe("ADD", () => {
  const others = [{ user_id: "0" }, { user_id: "9" }];

  it("overwrites the entry of that id in its place", async () => {
    const users = [{ user_id: "1", user_name: "old" }, ...others];
    const changed = await after(users, ["ADD", { user_id: "1", user_name: "new" }]);
    expect(changed).toEqual([{ user_id: "1", user_name: "new" }, ...others]);
  });

  it("takes the name from the entry of that id when it gives none", async () => {
    const users = [{ user_id: "1", user_name: "old" }, ...others];
    expect(await after(users, ["ADD", { user_id: "1" }])).toEqual([{ user_id: "1" }, ...others]);
  });

  it("drops an entry that has only that name when another has the id", async () => {
    const users = [{ user_name: "bob" }, ...others, { user_id: "1" }];
    const changed = await after(users, ["ADD", { user_id: "1", user_name: "bob" }]);
    expect(changed).toEqual([...others, { user_id: "1", user_name: "bob" }]);
  });

  it("gives its id to an entry that has only that name, in its place, when none has the id", async () => {
    const users = [{ user_name: "bob" }, ...others];
    const changed = await after(users, ["ADD", { user_id: "1", user_name: "bob" }]);
    expect(changed).toEqual([{ user_id: "1", user_name: "bob" }, ...others]);
  });

  it("appends an id that is new", async () => {
    const added = { user_id: "1", user_name: "bob" };
    expect(await after(others, ["ADD", added])).toEqual([...others, added]);
  });

  it("changes nothing for a name alone that any entry has", async () => {
    const users = [{ user_id: "1", user_name: "bob" }, { user_name: "eve" }];
    expect(await after(users, ["ADD", { user_name: "bob" }, { user_name: "eve" }])).toEqual(users);
  });

  it("appends a name alone that no entry has", async () => {
    expect(await after(others, ["ADD", { user_name: "bob" }])).toEqual([
      ...others,
      { user_name: "bob" },
    ]);
  });
});

describe("DELETE", () => {
  const users = [
    { user_id: "1", user_name: "bob" },
    { user_id: "2", user_name: "bob" },
    { user_id: "3", user_name: "eve" },
    { user_name: "ann" },
  ];

  it("removes the entry of that id, whatever name it gives", async () => {
    const left = await after(users, ["DELETE", { user_id: "1", user_name: "eve" }]);
    expect(left).toEqual(users.slice(1));
  });

  it("removes every entry of a name given alone, with an id or without", async () => {
    const left = await after(users, ["DELETE", { user_name: "bob" }, { user_name: "ann" }]);
    expect(left).toEqual([{ user_id: "3", user_name: "eve" }]);
  });

  it("skips what is not there", async () => {
    const left = await after(users, [
      "DELETE",
      { user_id: "7", user_name: "bob" },
      { user_name: "Bob" },
    ]);
    expect(left).toEqual(users);
  });

  it("leaves a place that the next entry does not take: it is appended", async () => {
    const left = await after(users, ["DELETE", { user_id: "1" }], ["ADD", { user_id: "1" }]);
    expect(left).toEqual([...users.slice(1), { user_id: "1" }]);
  });
});

describe("same entry twice in a request", () => {
  it("is applied in order: the last wins", async () => {
    const left = await after(
      [],
      ["ADD", { user_id: "1", user_name: "a" }, { user_id: "1", user_name: "b" }],
    );
    expect(left).toEqual([{ user_id: "1", user_name: "b" }]);
  });

  it("is so in the users of a new configuration too", async () => {
    const left = await after([
      { user_name: "a" },
      { user_id: "1", user_name: "a" },
      { user_id: "1" },
    ]);
    expect(left).toEqual([{ user_id: "1" }]);
  });
});

describe("update users", () => {
  it("applies all entries or none", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "before" }]);
    const other = service.otherConnection();
    other.exec(`CREATE TRIGGER stumble BEFORE INSERT ON users WHEN NEW.user_id = 'stumble'
      BEGIN SELECT raise(ABORT, 'stumbled'); END`);
    other.close();
    const body = {
      update_type: "ADD",
      non_migrate_users: [
        { user_id: "before", user_name: "new" },
        { user_id: "a" },
        { user_id: "stumble" },
      ],
    };
    const answer = await service.send({ method: "PATCH", url: service.users(id), body });
    expect(answer.status).toBe(500);
    expect(await usersOf(service, id)).toEqual([{ user_id: "before" }]);

    const create = {
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 1,
      non_migrate_users: [{ user_id: "a" }, { user_id: "stumble" }],
    };
    await service.send({ method: "POST", url: service.configs, body: create });
    expect(await configsOf(service.store, service.project)).toHaveLength(1);
  });

  it("does what the rules say, for any sequence of changes", async () => {
    await using service = await sharedService();
    // Few ids and names, so that entries meet.
    const user = fc
      .record(
        { user_id: fc.constantFrom("1", "2", "3"), user_name: fc.constantFrom("a", "b", "c") },
        { requiredKeys: [] },
      )
      .filter((entry) => Object.keys(entry).length > 0);
    const change = fc.record<UpdateNonMigrationUsersRequest>({
      update_type: fc.constantFrom("ADD", "ADD", "DELETE"),
      non_migrate_users: fc.array(user, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const id = await service.create();
        let expected: readonly UserInfo[] = [];
        for (const request of changes) {
          await service.store.updateUsers(service.project, id, request);
          expected = applied(expected, request);
          expect(await usersOf(service, id)).toEqual(expected);
        }
      }),
      { numRuns: 100 },
    );
  });
});
