import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

// What each operation answers is tested with the examples of the contract and its flows, by `provider/`,
// and with any sequence of calls, by `store/`. Here is what those are too short or too regular for.

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("CreateHotspotSessionConfig", () => {
  it("takes 1,000 users with the longest names of the widest characters", async () => {
    await using service = await sharedService();
    const non_migrate_users = Array.from({ length: 1000 }, (_, index) => ({
      user_id: index.toString().padStart(4, "0") + "😀".repeat(124),
      user_name: "😀".repeat(128),
    }));
    const body = { ...settings, non_migrate_users };
    const answer = await service.send({ method: "POST", url: service.configs, body });
    expect(answer.body).toMatchObject({ non_migrate_users });
  });
});

describe("ListHotspotSessionConfig", () => {
  it("pages in order of creation, ten at a time by default, through the project's own", async () => {
    await using service = await sharedService();
    const created: string[] = [];
    async function page(query: string): Promise<string[]> {
      const answer = await service.send({ method: "GET", url: service.configs + query });
      return answer.body.items.map(({ id }: { id: string }) => id);
    }
    expect(await page("")).toEqual([]);
    for (let index = 0; index < 12; index++) created.push(await service.create());
    expect(await page("")).toEqual(created.slice(0, 10));
    expect(await page("?offset=10")).toEqual(created.slice(10));
    expect(await page("?offset=3&limit=4")).toEqual(created.slice(3, 7));
    expect(await page("?limit=100&page=2&page=3"), "unknown parameters").toEqual(created);
    expect(await page("?offset=2147483647")).toEqual([]);
  });

  it("answers a GET that says Content-Type: application/json without a body, as official SDKs do", async () => {
    await using service = await sharedService();
    const headers = { "content-type": "application/json" };
    const answer = await service.send({ method: "GET", url: service.configs, headers });
    expect(answer.status).toBe(200);
  });
});

describe("ListNonMigrationUsers", () => {
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
