import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("CreateHotspotSessionConfig 200", () => {
  it("answers the id, both settings and the stored users, and stores them", async () => {
    await using service = await sharedService();
    const non_migrate_users = [
      { user_id: "u1", user_name: "One" },
      { user_id: "u2" },
      { user_name: "Three" },
    ];
    const answer = await service.send({
      method: "POST",
      url: service.configs,
      body: { ...settings, non_migrate_users },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ id: expect.any(String), ...settings, non_migrate_users });
    const list = await service.send({ method: "GET", url: service.configs });
    expect(list.body.items).toEqual([{ ...answer.body, project_id: service.project }]);
  });

  it("stores no users where none are given", async () => {
    await using service = await sharedService();
    const answer = await service.send({ method: "POST", url: service.configs, body: settings });
    expect(answer.body).toEqual({ id: expect.any(String), ...settings, non_migrate_users: [] });
  });

  it.each([0, 100])("takes %d sessions", async (hotspot_exit_session_num) => {
    await using service = await sharedService();
    const body = { hotspot_session_migration_enable: false, hotspot_exit_session_num };
    const answer = await service.send({ method: "POST", url: service.configs, body });
    expect(answer.body).toMatchObject(body);
  });

  it("takes 1,000 users with the longest names of the widest characters", async () => {
    await using service = await sharedService();
    const non_migrate_users = Array.from({ length: 1000 }, (_, index) => ({
      user_id: index.toString().padStart(4, "0") + "😀".repeat(124),
      user_name: "😀".repeat(128),
    }));
    const body = { ...settings, non_migrate_users };
    const answer = await service.send({ method: "POST", url: service.configs, body });
    expect(answer.status).toBe(200);
    expect(answer.body.non_migrate_users).toEqual(non_migrate_users);
  });

  it("makes another configuration when the same request comes again", async () => {
    await using service = await sharedService();
    const ids = [await service.create(), await service.create()];
    const list = await service.send({ method: "GET", url: service.configs });
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual(ids);
  });
});
