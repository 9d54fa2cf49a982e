import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("CreateHotspotSessionConfig 200", () => {
  it("answers the id, both settings and the stored users, and makes another one each time", async () => {
    await using service = await sharedService();
    const users = [{ user_id: "u1", user_name: "One" }, { user_id: "u2" }, { user_name: "Three" }];
    const items = [];
    for (const non_migrate_users of [users, undefined]) {
      const body = { ...settings, non_migrate_users };
      const answer = await service.send({ method: "POST", url: service.configs, body });
      const expected = { ...settings, non_migrate_users: non_migrate_users ?? [] };
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.body).toEqual({ id: expect.any(String), ...expected });
      items.push({ ...answer.body, project_id: service.project });
    }
    const list = await service.send({ method: "GET", url: service.configs });
    expect(list.body).toEqual({ items });
  });

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
