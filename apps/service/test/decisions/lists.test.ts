import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Service, startService } from "../service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

async function list(id: string, query: Record<string, string | number>) {
  const parameters = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  );
  const answer = await service.send({ method: "GET", url: `${service.users(id)}?${parameters}` });
  expect(answer.status).toBe(200);
  return answer.body as { total_count: number; non_migrate_users: { user_name?: string }[] };
}

describe("offset, limit", () => {
  it("takes the bounds themselves", async () => {
    const users = Array.from({ length: 101 }, (_, index) => ({ user_id: `${index}` }));
    const id = await service.create(users);
    expect((await list(id, { limit: 100 })).non_migrate_users).toHaveLength(100);
    expect((await list(id, { limit: 1 })).non_migrate_users).toHaveLength(1);
    expect((await list(id, { offset: 2_147_483_647 })).non_migrate_users).toEqual([]);
  });
});

describe("user_name filter", () => {
  // How it matches, in any case, is promised by the store, and tested there.
  it.each([
    ["a percent sign", ["100%", "100"], "%"],
    ["a blank", ["a b", "ab"], " "],
    ["a plus sign", ["a+b", "a b"], "+"],
    ["another script", ["日本", "ab"], "本"],
    ["128 characters of the widest", ["😀".repeat(128), "😀"], "😀".repeat(128)],
  ])("takes %s as it was meant", async (_, names, user_name) => {
    const id = await service.create(names.map((name) => ({ user_name: name })));
    const { non_migrate_users } = await list(id, { user_name });
    expect(non_migrate_users).toEqual([{ user_name: names[0] }]);
  });

  it("is no filter where it is empty, and else never matches an entry without a name", async () => {
    const id = await service.create([{ user_id: "alice" }, { user_name: "a" }]);
    expect(await list(id, { user_name: "" })).toMatchObject({ total_count: 2 });
    expect(await list(id, { user_name: "alice" })).toMatchObject({ total_count: 0 });
  });

  it("follows a name that is overwritten or lost", async () => {
    const id = await service.create([{ user_id: "1", user_name: "Old" }]);
    const add = (user: object) =>
      service.send({
        method: "PATCH",
        url: service.users(id),
        body: { update_type: "ADD", non_migrate_users: [user] },
      });
    await add({ user_id: "1", user_name: "New" });
    expect(await list(id, { user_name: "old" })).toMatchObject({ total_count: 0 });
    expect(await list(id, { user_name: "new" })).toMatchObject({ total_count: 1 });
    await add({ user_id: "1" });
    expect(await list(id, { user_name: "new" })).toMatchObject({ total_count: 0 });
  });
});

describe("order", () => {
  it("is that of creation, and an entry keeps its place when it is overwritten", async () => {
    const id = await service.create([{ user_id: "z" }, { user_id: "a" }, { user_id: "m" }]);
    const body = {
      update_type: "ADD",
      non_migrate_users: [{ user_id: "z", user_name: "last" }, { user_id: "b" }],
    };
    await service.send({ method: "PATCH", url: service.users(id), body });
    expect((await list(id, {})).non_migrate_users).toEqual([
      { user_id: "z", user_name: "last" },
      { user_id: "a" },
      { user_id: "m" },
      { user_id: "b" },
    ]);
  });
});

describe("total_count", () => {
  it("counts what matches the filter, before offset and limit", async () => {
    const users = Array.from({ length: 30 }, (_, index) => ({
      user_name: index % 3 === 0 ? `x${index}` : `y${index}`,
    }));
    const id = await service.create(users);
    expect((await list(id, { offset: 25, limit: 1 })).total_count).toBe(30);
    expect((await list(id, { offset: 8, limit: 1, user_name: "X" })).total_count).toBe(10);
    expect((await list(id, { offset: 99, user_name: "X" })).total_count).toBe(10);
  });
});

describe("list of configs", () => {
  it("embeds the first 1,000 users of each, and gives no total", async () => {
    await using own = await startService();
    const users = Array.from({ length: 1000 }, (_, index) => ({ user_id: `${index}` }));
    const id = await own.create(users);
    const body = { update_type: "ADD", non_migrate_users: [{ user_id: "one more" }] };
    await own.send({ method: "PATCH", url: own.users(id), body });
    const answer = await own.send({ method: "GET", url: own.configs });
    expect(answer.body).toEqual({ items: [expect.objectContaining({ non_migrate_users: users })] });
  });
});
