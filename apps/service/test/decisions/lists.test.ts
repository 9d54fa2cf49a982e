import { describe, expect, it } from "vitest";

import { sharedService, type Service } from "../service.ts";

// How a filter matches, which order entries have and what a page of them holds is promised by the
// store, and tested there.

async function list(service: Service, id: string, query: Record<string, string>) {
  const url = `${service.users(id)}?${new URLSearchParams(query)}`;
  return (await service.send({ method: "GET", url })).body;
}

describe("offset, limit", () => {
  it("take the bounds themselves", async () => {
    await using service = await sharedService();
    const users = Array.from({ length: 101 }, (_, index) => ({ user_id: `${index}` }));
    const id = await service.create(users);
    expect(await list(service, id, { limit: "100" })).toMatchObject({
      total_count: 101,
      non_migrate_users: users.slice(0, 100),
    });
    const last = { offset: "2147483647", limit: "1" };
    expect(await list(service, id, last)).toMatchObject({ non_migrate_users: [] });
  });
});

describe("user_name filter", () => {
  it.each([
    ["a percent sign", ["100%", "100"], "%"],
    ["a blank", ["a b", "ab"], " "],
    ["a plus sign", ["a+b", "a b"], "+"],
    ["another script", ["日本", "ab"], "本"],
    ["128 characters of the widest", ["😀".repeat(128), "😀"], "😀".repeat(128)],
  ])("takes %s as it was meant", async (_, names, user_name) => {
    await using service = await sharedService();
    const id = await service.create(names.map((name) => ({ user_name: name })));
    expect(await list(service, id, { user_name })).toEqual({
      total_count: 1,
      non_migrate_users: [{ user_name: names[0] }],
    });
  });

  it("is no filter where it is empty, and else never matches an entry without a name", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "alice" }, { user_name: "a" }]);
    expect(await list(service, id, { user_name: "" })).toMatchObject({ total_count: 2 });
    expect(await list(service, id, { user_name: "alice" })).toMatchObject({ total_count: 0 });
  });
});
