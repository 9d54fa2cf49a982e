import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

describe("UpdateHotspotSessionConfig 200", () => {
  it("replaces both settings of one configuration, answers them with the id, and leaves its users alone", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "u1" }]);
    await service.create();
    const { body: before } = await service.send({ method: "GET", url: service.configs });
    const settings = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 100 };
    const answer = await service.send({ method: "PATCH", url: service.config(id), body: settings });
    expect(answer).toMatchObject({ status: 200 });
    const { project_id: _, non_migrate_users: __, ...config } = before.items[0];
    expect(answer.body).toEqual({ ...config, ...settings });
    const { body: after } = await service.send({ method: "GET", url: service.configs });
    expect(after.items).toEqual([{ ...before.items[0], ...settings }, before.items[1]]);
  });
});
