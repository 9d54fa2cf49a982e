import { describe, expect, it } from "vitest";

import { sharedService } from "../service.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("project_id, config_id", () => {
  it.each([
    ["blanks and slashes", "a b/c"],
    ["dots, tildes and percent signs", "..%~."],
    ["any script", "проект-项目-😀"],
    ["128 characters of the widest", "😀".repeat(128)],
  ])("a project id may hold %s", async (_, project) => {
    await using service = await sharedService();
    const token = await service.addToken(project, "admin");
    const url = `/v1/${encodeURIComponent(project)}/hotspot-session-config`;
    const created = await service.send({ method: "POST", url, token, body: settings });
    expect(created.status).toBe(200);
    const answer = await service.send({ method: "GET", url, token });
    expect(answer.body.items).toMatchObject([{ id: created.body.id, project_id: project }]);
  });

  it.each([
    ["blanks and slashes", "a b/c"],
    ["128 characters of the widest", "😀".repeat(128)],
    ["what SQL would take for more", "' OR 1=1 --"],
  ])("an unknown configuration id of %s is 404", async (_, id) => {
    await using service = await sharedService();
    await service.create();
    const url = service.users(encodeURIComponent(id));
    expect(await service.send({ method: "GET", url })).toMatchObject({ status: 404 });
  });
});

describe("config id", () => {
  it("is 32 hexadecimal digits, a UUID of version 7, and sorts by creation", async () => {
    await using service = await sharedService();
    const ids: string[] = [];
    for (let index = 0; index < 200; index++) ids.push(await service.create());
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("hotspot_exit_session_num", () => {
  it("is a setting: it is what was last written, whatever else happens", async () => {
    await using service = await sharedService();
    const id = await service.create();
    const add = { update_type: "ADD", non_migrate_users: [{ user_id: "1" }] };
    await service.send({ method: "PATCH", url: service.users(id), body: add });
    const body = { ...settings, hotspot_exit_session_num: 100 };
    await service.send({ method: "PATCH", url: service.config(id), body });
    const list = await service.send({ method: "GET", url: service.configs });
    expect(list.body.items[0].hotspot_exit_session_num).toBe(100);
  });
});

describe("request objects", () => {
  it("are closed at every depth", async () => {
    await using service = await sharedService();
    const id = await service.create();
    const message = (error_msg: string) => ({ status: 400, body: { error_msg } });
    const create = { ...settings, non_migrate_users: [{ user_id: "1", age: 7 }] };
    expect(
      await service.send({ method: "POST", url: service.configs, body: create }),
    ).toMatchObject(message("non_migrate_users[0].age: is not a property of this object"));
    const update = { update_type: "ADD", non_migrate_users: [], force: true };
    expect(
      await service.send({ method: "PATCH", url: service.users(id), body: update }),
    ).toMatchObject(message("force: is not a property of this object"));
  });

  it("name an unknown property on one line and cut, however it is chosen", async () => {
    await using service = await sharedService();
    const body = { ...settings, [`\n\u001b[31m${"x".repeat(500)}`]: 1 };
    const answer = await service.send({ method: "POST", url: service.configs, body });
    expect(answer.body.error_msg).toMatch(/^\\n\\u001b\[31mx{50,64}…: is not a property/);
  });
});

describe("create", () => {
  it("answers 200 and not 201, with the users as stored", async () => {
    await using service = await sharedService();
    const non_migrate_users = [
      { user_name: "a" },
      { user_name: "a" },
      { user_id: "1", user_name: "a" },
    ];
    const body = { ...settings, non_migrate_users };
    const answer = await service.send({ method: "POST", url: service.configs, body });
    expect(answer.status).toBe(200);
    expect(answer.body.non_migrate_users).toEqual([{ user_id: "1", user_name: "a" }]);
  });
});

describe("update config", () => {
  it.each(Object.keys(settings))("wants %s, as it replaces both settings", async (name) => {
    await using service = await sharedService();
    const id = await service.create();
    const body = { ...settings, [name]: undefined };
    expect(await service.send({ method: "PATCH", url: service.config(id), body })).toMatchObject({
      status: 400,
      body: { error_msg: `${name}: is required` },
    });
  });
});
