import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

describe("UpdateHotspotSessionConfig 200", () => {
  it("replaces both settings, answers them with the id and leaves the users alone", async () => {
    await using service = await sharedService();
    const id = await service.create([{ user_id: "u1" }]);
    const settings = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 77 };
    const answer = await service.send({ method: "PATCH", url: service.config(id), body: settings });
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({ id, ...settings });
    const list = await service.send({ method: "GET", url: service.configs });
    expect(list.body.items).toEqual([
      { id, project_id: service.project, ...settings, non_migrate_users: [{ user_id: "u1" }] },
    ]);
  });

  it("changes only the configuration that is named", async () => {
    await using service = await sharedService();
    const [first, second] = [await service.create(), await service.create()];
    const body = { hotspot_session_migration_enable: false, hotspot_exit_session_num: 0 };
    await service.send({ method: "PATCH", url: service.config(first), body });
    const list = await service.send({ method: "GET", url: service.configs });
    expect(list.body.items).toMatchObject([
      { id: first, hotspot_exit_session_num: 0 },
      { id: second, hotspot_exit_session_num: 2 },
    ]);
  });
});
