import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { type Service, sharedService } from "../service.ts";

async function list(service: Service, id: string, query: Record<string, string | number>) {
  const parameters = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, String(value)]),
  );
  const answer = await service.send({ method: "GET", url: `${service.users(id)}?${parameters}` });
  expect(answer.status).toBe(200);
  return answer.body as { total_count: number; non_migrate_users: { user_name?: string }[] };
}

async function namesMatching(
  names: readonly string[],
  user_name: string,
): Promise<(string | undefined)[]> {
  await using service = await sharedService();
  const id = await service.create(
    names.map((name, index) => ({ user_id: `${index}`, user_name: name })),
  );
  const answer = await list(service, id, { user_name, limit: 100 });
  return answer.non_migrate_users.map((user) => user.user_name);
}

describe("offset, limit", () => {
  it("takes the bounds themselves", async () => {
    await using service = await sharedService();
    const users = Array.from({ length: 101 }, (_, index) => ({ user_id: `${index}` }));
    const id = await service.create(users);
    expect((await list(service, id, { limit: 100 })).non_migrate_users).toHaveLength(100);
    expect((await list(service, id, { limit: 1 })).non_migrate_users).toHaveLength(1);
    expect((await list(service, id, { offset: 2_147_483_647 })).non_migrate_users).toEqual([]);
  });
});

describe("user_name filter", () => {
  it.each([
    ["a part of the name", ["alice", "malice", "bob"], "lic", ["alice", "malice"]],
    ["any case, in Latin", ["ALICE", "Malice"], "LiC", ["ALICE", "Malice"]],
    ["any case, in Cyrillic", ["ИВАН", "пётр"], "иван", ["ИВАН"]],
    ["any case, in Greek", ["ΟΔΥΣΣΕΎΣ", "Πηνελόπη"], "δυσσ", ["ΟΔΥΣΣΕΎΣ"]],
    ["any case, with diacritics", ["ÉMILE", "Emil"], "émi", ["ÉMILE"]],
    ["any case, beyond the basic plane", ["𐐀𐐁"], "𐐨", ["𐐀𐐁"]],
    ["% as an ordinary character", ["100%", "100"], "%", ["100%"]],
    ["_ as an ordinary character", ["a_b", "axb"], "a_b", ["a_b"]],
    ["a backslash as an ordinary character", ["a\\b", "ab"], "\\", ["a\\b"]],
    ["a quotation mark", ["o'neil", "oneil"], "'", ["o'neil"]],
    ["a blank", ["a b", "ab"], " ", ["a b"]],
    ["a plus sign", ["a+b", "a b"], "+", ["a+b"]],
  ])("matches %s", async (_, names, filter, expected) => {
    expect(await namesMatching(names, filter)).toEqual(expected);
  });

  it("is no filter where it is empty", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "1" }, { user_name: "a" }]);
    expect(await list(service, id, { user_name: "" })).toMatchObject({ total_count: 2 });
  });

  it("never matches an entry without a name", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "alice" }]);
    expect(await list(service, id, { user_name: "alice" })).toMatchObject({ total_count: 0 });
  });

  it("follows a name that is overwritten or lost", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "1", user_name: "Old" }]);
    const add = (user: object) =>
      service.send({
        method: "PATCH",
        url: service.users(id),
        body: { update_type: "ADD", non_migrate_users: [user] },
      });
    await add({ user_id: "1", user_name: "New" });
    expect(await list(service, id, { user_name: "old" })).toMatchObject({ total_count: 0 });
    expect(await list(service, id, { user_name: "new" })).toMatchObject({ total_count: 1 });
    await add({ user_id: "1" });
    expect(await list(service, id, { user_name: "new" })).toMatchObject({ total_count: 0 });
  });

  it("takes a filter of 128 characters", async () => {
    const name = "😀".repeat(128);
    expect(await namesMatching([name, "😀"], name)).toEqual([name]);
  });

  it("agrees with toLowerCase and includes, for any names and any filter", async () => {
    await using service = await sharedService();
    const text = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom(..."aAßẞİıΣσςДд%_"),
          fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
        ),
        maxLength: 6,
      })
      .filter((value) => !value.includes("\0"));
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          text.filter((value) => value !== ""),
          { minLength: 1, maxLength: 8 },
        ),
        text,
        async (names, filter) => {
          const id = await service.create(
            names.map((name, index) => ({ user_id: `${index}`, user_name: name })),
          );
          const answer = await list(service, id, { user_name: filter, limit: 100 });
          const expected = names.filter((name) =>
            name.toLowerCase().includes(filter.toLowerCase()),
          );
          expect(answer.non_migrate_users.map(({ user_name }) => user_name)).toEqual(expected);
          expect(answer.total_count).toBe(expected.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("order", () => {
  it("is that of creation, and an entry keeps its place when it is overwritten", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "z" }, { user_id: "a" }, { user_id: "m" }]);
    const body = {
      update_type: "ADD",
      non_migrate_users: [{ user_id: "z", user_name: "last" }, { user_id: "b" }],
    };
    await service.send({ method: "PATCH", url: service.users(id), body });
    expect((await list(service, id, {})).non_migrate_users).toEqual([
      { user_id: "z", user_name: "last" },
      { user_id: "a" },
      { user_id: "m" },
      { user_id: "b" },
    ]);
  });
});

describe("total_count", () => {
  it("counts what matches the filter, before offset and limit", async () => {
    await using service = await sharedService();
    const users = Array.from({ length: 30 }, (_, index) => ({
      user_name: index % 3 === 0 ? `x${index}` : `y${index}`,
    }));
    const id = await service.create(users);
    expect((await list(service, id, { offset: 25, limit: 1 })).total_count).toBe(30);
    expect((await list(service, id, { offset: 8, limit: 1, user_name: "X" })).total_count).toBe(10);
    expect((await list(service, id, { offset: 99, user_name: "X" })).total_count).toBe(10);
  });
});

describe("list of configs", () => {
  it("embeds the first 1,000 users of each, and gives no total", async () => {
    await using service = await sharedService();
    const users = Array.from({ length: 1000 }, (_, index) => ({ user_id: `${index}` }));
    const id = await service.create(users);
    const body = { update_type: "ADD", non_migrate_users: [{ user_id: "one more" }] };
    await service.send({ method: "PATCH", url: service.users(id), body });
    const answer = await service.send({ method: "GET", url: service.configs });
    expect(answer.body.items[0].non_migrate_users).toEqual(users);
    expect(Object.keys(answer.body)).toEqual(["items"]);
    expect((await list(service, id, { offset: 1000 })).non_migrate_users).toEqual([
      { user_id: "one more" },
    ]);
  });
});
