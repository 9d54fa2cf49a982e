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

describe("config id", () => {
  it("is 32 hexadecimal digits, a UUID of version 7, of which later ones sort after", async () => {
    await using service = await sharedService();
    const ids = [await service.create(), await service.create(), await service.create()];
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
    expect(ids.toSorted()).toEqual([...new Set(ids)]);
  });
});
