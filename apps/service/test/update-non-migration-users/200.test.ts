import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

describe("UpdateNonMigrationUsers 200", () => {
  it.each(["ADD", "DELETE"])(
    "answers %s with an empty body, never the text null",
    async (update_type) => {
      await using service = await sharedService();
      const id = await service.create();
      const body = { update_type, non_migrate_users: [{ user_id: "u1" }] };
      const answer = await service.send({ method: "PATCH", url: service.users(id), body });
      expect(answer).toMatchObject({ status: 200, text: "", headers: { "content-length": "0" } });
      expect(answer.headers).not.toHaveProperty("content-type");
    },
  );

  it("takes a request without any user, and changes nothing", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "u1" }]);
    const body = { update_type: "DELETE", non_migrate_users: [] };
    expect(await service.send({ method: "PATCH", url: service.users(id), body })).toMatchObject({
      status: 200,
    });
    const list = await service.send({ method: "GET", url: service.users(id) });
    expect(list.body.total_count).toBe(1);
  });

  it("changes only the configuration that is named", async () => {
    await using service = await sharedService();
    const [first, second] = [
      await service.create([{ user_id: "u1" }]),
      await service.create([{ user_id: "u1" }]),
    ];
    const body = { update_type: "DELETE", non_migrate_users: [{ user_id: "u1" }] };
    await service.send({ method: "PATCH", url: service.users(first), body });
    const list = await service.send({ method: "GET", url: service.users(second) });
    expect(list.body.total_count).toBe(1);
  });
});
