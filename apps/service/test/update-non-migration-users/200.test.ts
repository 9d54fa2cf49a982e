import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

describe("UpdateNonMigrationUsers 200", () => {
  it("changes one configuration, with an empty body, never the text null", async () => {
    await using service = await sharedService();
    const user = { user_id: "u1" };
    const [id, other] = [await service.create(), await service.create([user])];
    const list = async (of: string) =>
      (await service.send({ method: "GET", url: service.users(of) })).body.non_migrate_users;
    for (const [update_type, users, expected] of [
      ["ADD", [user], [user]],
      ["DELETE", [], [user]],
      ["DELETE", [user], []],
    ] as const) {
      const body = { update_type, non_migrate_users: users };
      const answer = await service.send({ method: "PATCH", url: service.users(id), body });
      expect(answer).toMatchObject({ status: 200, text: "", headers: { "content-length": "0" } });
      expect(answer.headers).not.toHaveProperty("content-type");
      expect(await list(id)).toEqual(expected);
    }
    expect(await list(other)).toEqual([user]);
  });
});
