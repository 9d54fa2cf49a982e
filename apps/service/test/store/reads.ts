import { expect, it } from "vitest";

import { embeddedUsers } from "../../src/store/store.ts";
import { add, configsOf, listUsers, numbered, settings, usersOf } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

/** What random sequences are too short and too plain for. */
export function describeReads(newPlace: () => Promise<StorePlace>): void {
  it("a configuration embeds its first 1,000 users", async () => {
    await using place = await newPlace();
    const store = await place.open();
    const config = { ...settings(1), non_migrate_users: numbered(1000) };
    const { id } = await store.createConfig("p", config);
    await store.updateUsers("p", id, add({ user_id: "one more" }));
    const [listed] = await configsOf(store, "p");
    expect(listed?.non_migrate_users).toEqual(numbered(embeddedUsers));
    expect(await listUsers(store, "p", id, "", { offset: 1000, limit: 10 })).toEqual({
      total_count: 1001,
      non_migrate_users: [{ user_id: "one more" }],
    });
  });

  it("every text comes back as it was given, in any script", async () => {
    await using place = await newPlace();
    const store = await place.open();
    const texts = [
      "ﬀ İ ß",
      " ",
      "'; DROP TABLE users; --",
      '"\\\u0001\n\t\u2028',
      "😀",
      "a%_\\b",
      "e\u0301",
    ];
    const non_migrate_users = [
      ...texts.map((text) => ({ user_id: text, user_name: text })),
      ...texts.map((text) => ({ user_name: `${text}.` })),
    ];
    const project = texts.join();
    const created = await store.createConfig(project, { ...settings(1), non_migrate_users });
    expect(created.non_migrate_users).toEqual(non_migrate_users);
    expect(await configsOf(store, project)).toEqual([{ ...created, project_id: project }]);
    expect(await usersOf(store, project, created.id)).toEqual(non_migrate_users);
  });
}
