import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startService } from "./service.ts";

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
const users = (length: number) =>
  Array.from({ length }, (_, n) => ({ user_id: `user-${n}`, user_name: `Müller ${n}` }));

describe("the client's pages, of the real service,", () => {
  it("are all the users in their order, or those that match", async () => {
    const { configs, nonMigrationUsers } = service.connect();
    const { id } = await configs.create(settings);
    await nonMigrationUsers.add(id, users(1234));
    expect(await nonMigrationUsers.iterate(id).all({ max: 1234 })).toEqual(users(1234));
    const found = await nonMigrationUsers.iterate(id, { user_name: "MÜLLER 12" }).all({ max: 50 });
    expect(found.map(({ user_id }) => user_id)).toEqual([
      "user-12",
      ...Array.from({ length: 10 }, (_, n) => `user-12${n}`),
      "user-1200",
      ...Array.from({ length: 33 }, (_, n) => `user-12${String(n + 1).padStart(2, "0")}`),
    ]);
  });

  it("neither skip nor repeat anybody while users are added", async () => {
    const { configs, nonMigrationUsers } = service.connect();
    const { id } = await configs.create(settings);
    await nonMigrationUsers.add(id, users(300));
    const seen: unknown[] = [];
    for await (const { user_id } of nonMigrationUsers.iterate(id)) {
      seen.push(user_id);
      // Who is there already keeps the place, and the others come at the end.
      if (seen.length === 50) await nonMigrationUsers.add(id, users(450));
    }
    expect(seen).toEqual(users(450).map(({ user_id }) => user_id));
  });

  it("are all the configurations", async () => {
    const { configs } = service.connect();
    const before = await configs.iterate().all({ max: 1000 });
    const created: string[] = [];
    for (let n = 0; n < 7; n += 1) created.push((await configs.create(settings)).id);
    const found = await configs.iterate({ limit: 3 }).all({ max: 1000 });
    expect(found.slice(before.length).map(({ id }) => id)).toEqual(created);
  });
});
