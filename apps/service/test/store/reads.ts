import { describe, expect, it } from "vitest";

import { embeddedUsers } from "../../src/store/store.ts";
import { add, all, configsOf, listUsers, numbered, settings, usersOf } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

/** What belongs to a configuration, and to a project. */
export function describeReads(newPlace: () => Promise<StorePlace>): void {
  describe("a configuration", () => {
    it("embeds its first 1,000 users", async () => {
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

    it("of another project does not exist", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const own = { ...settings(1), non_migrate_users: numbered(1) };
      const { id } = await store.createConfig("p", own);
      expect(await store.updateConfig("q", id, settings(2))).toBeUndefined();
      expect(await store.listUsers("q", id, "", all)).toBeUndefined();
      expect(await store.listUsers("q", id, "x", all)).toBeUndefined();
      expect(await store.updateUsers("q", id, add({ user_id: "2" }))).toBe(false);
      expect(await configsOf(store, "q")).toEqual([]);
      expect(await configsOf(store, "p")).toEqual([{ id, project_id: "p", ...own }]);
    });

    it("has entries of its own: the same ids and names in another are other entries", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const config = { ...settings(1), non_migrate_users: numbered(2) };
      const one = await store.createConfig("p", config);
      const two = await store.createConfig("p", config);
      const change = { update_type: "DELETE" as const, non_migrate_users: [{ user_id: "0" }] };
      await store.updateUsers("p", one.id, change);
      expect(await usersOf(store, "p", one.id)).toEqual([{ user_id: "1" }]);
      expect(await usersOf(store, "p", two.id)).toEqual(numbered(2));
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
