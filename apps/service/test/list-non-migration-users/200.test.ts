import { describe, expect, it } from "vitest";

import { servesReaders } from "../refusals.ts";
import { sharedService } from "../service.ts";

describe("ListNonMigrationUsers 200", () => {
  servesReaders("ListNonMigrationUsers");

  it("answers an empty list and a total of 0 where nobody is exempt", async () => {
    await using service = await sharedService();
    const id = await service.create();
    const answer = await service.send({ method: "GET", url: service.users(id) });
    expect(answer.body).toEqual({ total_count: 0, non_migrate_users: [] });
  });

  it("pages in order of creation, ten at a time by default, with the total of all", async () => {
    await using service = await sharedService();
    const users = Array.from({ length: 25 }, (_, index) => ({ user_id: `u${index}` }));
    const id = await service.create(users);
    const page = async (query: string) =>
      (await service.send({ method: "GET", url: service.users(id) + query })).body;
    const answer = (non_migrate_users: object[]) => ({ total_count: 25, non_migrate_users });
    expect(await page("")).toEqual(answer(users.slice(0, 10)));
    expect(await page("?offset=20")).toEqual(answer(users.slice(20)));
    expect(await page("?offset=7&limit=3")).toEqual(answer(users.slice(7, 10)));
    expect(await page("?offset=25")).toEqual(answer([]));
  });

  it("answers a field that an entry does not have by leaving it out", async () => {
    await using service = await sharedService();
    const users = [{ user_id: "id" }, { user_name: "name" }];
    const id = await service.create(users);
    const answer = await service.send({ method: "GET", url: service.users(id) });
    expect(answer.body.non_migrate_users).toEqual(users);
  });
});
