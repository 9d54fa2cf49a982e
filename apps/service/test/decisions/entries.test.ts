import type { UserInfo } from "@hotspot-session/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Service, startService } from "../service.ts";
import { usersOf } from "../store/requests.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

/** What is left after the changes, in a configuration that began with `start`. */
async function after(
  start: readonly UserInfo[],
  ...changes: readonly (readonly ["ADD" | "DELETE", ...UserInfo[]])[]
): Promise<UserInfo[]> {
  const id = await service.create(start);
  for (const [update_type, ...non_migrate_users] of changes) {
    const body = { update_type, non_migrate_users };
    const answer = await service.send({ method: "PATCH", url: service.users(id), body });
    expect(answer.status).toBe(200);
  }
  return (await usersOf(service.store, service.project, id)) ?? [];
}

describe("UserInfo", () => {
  it("may have an id, a name or both", async () => {
    const users = [{ user_id: "1" }, { user_name: "a" }, { user_id: "2", user_name: "b" }];
    expect(await after(users)).toEqual(users);
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
