import { createHotspotClient } from "@hotspot-session/client";
import { afterAll, describe, expect, it } from "vitest";

import { maxPageText, maxShownUsers } from "../src/page.ts";
import { connectByHttp, connectByStdio, type Host, type HostOptions } from "./connect.ts";
import { startService } from "./service.ts";

const service = await startService();
const client = createHotspotClient(service);
afterAll(() => service[Symbol.asyncDispose]());

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

const transports: Readonly<Record<string, (options?: HostOptions) => Promise<Host>>> = {
  stdio: (options) => connectByStdio({ client }, options),
  "Streamable HTTP": (options) => connectByHttp({ client }, options),
};

describe.each(Object.entries(transports))("by %s", (transport, connect) => {
  it.each(["legacy", "auto"] as const)("a %s client carries out every operation", async (era) => {
    await using host = await connect({ era });
    const created = await host.call("CreateHotspotSessionConfig", settings);
    const config_id: unknown = created.structure["id"];
    const updated = await host.call("UpdateHotspotSessionConfig", {
      config_id,
      ...settings,
      hotspot_exit_session_num: 4,
    });
    expect(updated.structure).toMatchObject({ id: config_id, hotspot_exit_session_num: 4 });
    const non_migrate_users = [{ user_id: "1", user_name: "test" }, { user_name: "night-batch" }];
    const added = await host.call("UpdateNonMigrationUsers", {
      config_id,
      update_type: "ADD",
      non_migrate_users,
    });
    expect(added.text).toBe("All entries were applied and are stored. The body is empty.");
    const users = await host.call("ListNonMigrationUsers", { config_id, user_name: "BATCH" });
    expect(users.structure).toEqual({
      total_count: 1,
      non_migrate_users: [{ user_name: "night-batch" }],
    });
    const { structure } = await host.call("ListHotspotSessionConfig", { limit: 100 });
    expect(structure["items"]).toContainEqual(
      expect.objectContaining({ id: config_id, non_migrate_users }),
    );
  });

  // Without a connection that lasts, a server cannot ask a client of 2025.
  const asking = transport === "stdio" ? (["legacy", "auto"] as const) : (["auto"] as const);

  it.each(asking)("a %s client asks the person before it removes users", async (era) => {
    const questions: string[] = [];
    let answer: "accept" | "decline" = "decline";
    await using host = await connect({
      era,
      person: (question) => (questions.push(question), answer),
    });
    const { id } = await client.configs.create({
      ...settings,
      non_migrate_users: [{ user_name: "night-batch" }, { user_id: "1" }],
    });
    const remove = () =>
      host.call("UpdateNonMigrationUsers", {
        config_id: id,
        update_type: "DELETE",
        non_migrate_users: [{ user_name: "night-batch" }, { user_id: "1" }],
        // What the assistant says is no answer of the person.
        confirm: true,
      });
    expect((await remove()).text).toMatch(/^Nothing was removed: the person did not agree/);
    expect((await client.nonMigrationUsers.list(id)).total_count).toBe(2);
    answer = "accept";
    expect(await remove()).toMatchObject({ isError: false });
    expect((await client.nonMigrationUsers.list(id)).total_count).toBe(0);
    const question = `Remove exempt users (2) from the configuration "${id}"? [{"user_name":"night-batch"},{"user_id":"1"}]`;
    expect(questions).toEqual([question, question]);
  });
});

it.each(["legacy", "auto"] as const)(
  "a %s client that cannot ask has the assistant ask before it removes users",
  async (era) => {
    await using host = await connectByHttp({ client }, { era });
    const users = Array.from({ length: 12 }, (_, index) => ({ user_id: `${index}` }));
    const { id } = await client.configs.create({ ...settings, non_migrate_users: users });
    const remove = { config_id: id, update_type: "DELETE", non_migrate_users: users };
    const refused = await host.call("UpdateNonMigrationUsers", remove);
    expect(refused.isError).toBe(true);
    expect(refused.text).toMatch(
      /Ask the person: Remove exempt users \(12\) .*"9"}\] and 2 more.*"confirm": true/,
    );
    expect((await client.nonMigrationUsers.list(id)).total_count).toBe(12);
    await host.call("UpdateNonMigrationUsers", { ...remove, confirm: true });
    expect((await client.nonMigrationUsers.list(id)).total_count).toBe(0);
  },
);

describe("what fails", () => {
  it("is refused in the words of the service, before it is called", async () => {
    await using host = await connectByHttp({ client });
    expect(await host.call("ListHotspotSessionConfig", { limit: 101 })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/limit: must be <= 100$/),
    });
    const { text } = await host.call("CreateHotspotSessionConfig", { ...settings, name: "x" });
    expect(text).toMatch(/name: is not a property of this object$/);
  });

  it("is a result that says what to do where the service is not reached", async () => {
    await using host = await connectByHttp({
      client: createHotspotClient({ ...service, baseUrl: "http://127.0.0.1:9", maxRetries: 0 }),
    });
    const { isError, text } = await host.call("ListHotspotSessionConfig");
    expect(isError).toBe(true);
    expect(text).toMatch(/no answer from http:\/\/127\.0\.0\.1:9[^]*check HOTSPOT_URL/);
  });

  it("says so where it may have been carried out all the same", async () => {
    const fetch = () => Promise.reject(new Error("the connection broke"));
    await using host = await connectByHttp({
      client: createHotspotClient({ ...service, fetch, maxRetries: 0 }),
    });
    const { text } = await host.call("UpdateNonMigrationUsers", {
      config_id: "c1",
      update_type: "ADD",
      non_migrate_users: [{ user_id: "1" }],
    });
    expect(text).toMatch(/connection broke[^]*may have been carried out: read the current state/);
  });
});

it("never fills a context: large pages end early and say where the next begins", async () => {
  const users = Array.from({ length: 300 }, (_, index) => ({
    user_id: `${index}`.padStart(128, "0"),
    user_name: "名".repeat(128),
  }));
  await using host = await connectByHttp({ client });
  const created = await host.call("CreateHotspotSessionConfig", {
    ...settings,
    non_migrate_users: users,
  });
  expect(created.structure).toMatchObject({
    non_migrate_users: users.slice(0, maxShownUsers),
    non_migrate_users_omitted: 300 - maxShownUsers,
  });
  const config_id: unknown = created.structure["id"];

  const read = async (name: string, field: string, input: object) => {
    const found: unknown[] = [];
    let offset: unknown = 0;
    while (offset !== undefined) {
      const page = await host.call(name, { ...input, limit: 100, offset });
      expect(page.text.length).toBeLessThan(maxPageText + 200);
      const entries: unknown[] = Object(page.structure[field]);
      expect(entries).not.toEqual([]);
      found.push(...entries);
      offset = page.structure["next_offset"];
    }
    return found;
  };
  expect(await read("ListNonMigrationUsers", "non_migrate_users", { config_id })).toEqual(users);

  for (let count = 0; count < 30; count++) {
    await client.configs.create({ ...settings, non_migrate_users: users.slice(0, 20) });
  }
  const ids: unknown[] = [];
  for await (const { id } of client.configs.iterate()) ids.push(id);
  const configs = await read("ListHotspotSessionConfig", "items", {});
  expect(configs.map((config) => Object(config).id)).toEqual(ids);
});
