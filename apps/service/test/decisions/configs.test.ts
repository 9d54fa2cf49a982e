import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("project_id, config_id", () => {
  const ids = ["a b/c", "..%~.", "' OR 1=1 --", "проект-项目-😀", "😀".repeat(128)];

  it.each(ids)("a project id may be %s", async (project) => {
    await using service = await sharedService();
    const token = await service.addToken(project, "admin");
    const url = `/v1/${encodeURIComponent(project)}/hotspot-session-config`;
    const created = await service.send({ method: "POST", url, token, body: settings });
    const answer = await service.send({ method: "GET", url, token });
    expect(answer.body.items).toMatchObject([{ id: created.body.id, project_id: project }]);
  });

  it.each(ids)("an unknown configuration id of %s is 404", async (id) => {
    await using service = await sharedService();
    await service.create();
    const url = service.users(encodeURIComponent(id));
    expect(await service.send({ method: "GET", url })).toMatchObject({ status: 404 });
  });
});
