import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

describe("ListNonMigrationUsers 200", () => {
  it("pages in order of creation, ten at a time by default, with the total of all", async () => {
    await using service = await sharedService();
    const users = Array.from({ length: 25 }, (_, index) =>
      index % 2 === 0 ? { user_id: `u${index}` } : { user_name: `n${index}` },
    );
    const id = await service.create(users);
    const page = async (query: string) =>
      (await service.send({ method: "GET", url: service.users(id) + query })).body;
    const answer = (non_migrate_users: object[]) => ({ total_count: 25, non_migrate_users });
    expect(await page("")).toEqual(answer(users.slice(0, 10)));
    expect(await page("?offset=20")).toEqual(answer(users.slice(20)));
    expect(await page("?offset=7&limit=3")).toEqual(answer(users.slice(7, 10)));
    expect(await page("?offset=25")).toEqual(answer([]));
  });
});
