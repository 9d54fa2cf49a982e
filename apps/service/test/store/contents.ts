import { describe, expect, it } from "vitest";

import { embeddedUsers } from "../../src/store/store.ts";
import { add, all, numbered, settings, usersOf } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

/** What a store holds, in which order, and for whom. */
export function describeContents(newPlace: () => Promise<StorePlace>): void {
  describe("order", () => {
    it("is that of the calls, for configurations and for users", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const created = await Promise.all(
        Array.from({ length: 50 }, (_, index) => store.createConfig("p", settings(index))),
      );
      const listed = await store.listConfigs("p", all);
      expect(listed.map(({ id }) => id)).toEqual(created.map(({ id }) => id));
      expect(listed.map((config) => config.hotspot_exit_session_num)).toEqual([
        ...Array.from({ length: 50 }).keys(),
      ]);
      const id = created[0]?.id ?? "";
      await Promise.all(numbered(50).map((user) => store.updateUsers("p", id, add(user))));
      expect(await usersOf(store, "p", id)).toEqual(numbered(50));
    });

    it("does not change where an entry is overwritten", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", {
        ...settings(1),
        non_migrate_users: numbered(3),
      });
      await store.updateUsers("p", id, add({ user_id: "1", user_name: "ann" }));
      expect(await usersOf(store, "p", id)).toEqual([
        { user_id: "0" },
        { user_id: "1", user_name: "ann" },
        { user_id: "2" },
      ]);
    });
  });

  describe("a configuration", () => {
    it("embeds its first 1,000 users", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", {
        ...settings(1),
        non_migrate_users: numbered(1000),
      });
      await store.updateUsers("p", id, add({ user_id: "one more" }));
      const [config] = await store.listConfigs("p", all);
      expect(config?.non_migrate_users).toEqual(numbered(embeddedUsers));
      expect(await store.listUsers("p", id, "", { offset: 1000, limit: 10 })).toEqual({
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
      expect(await store.listConfigs("q", all)).toEqual([]);
      expect(await store.listConfigs("p", all)).toEqual([{ id, project_id: "p", ...own }]);
    });

    it("has entries of its own: the same ids and names in another are others", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const one = await store.createConfig("p", { ...settings(1), non_migrate_users: numbered(2) });
      const two = await store.createConfig("p", { ...settings(1), non_migrate_users: numbered(2) });
      const change = { update_type: "DELETE" as const, non_migrate_users: [{ user_id: "0" }] };
      await store.updateUsers("p", one.id, change);
      expect(await usersOf(store, "p", one.id)).toEqual([{ user_id: "1" }]);
      expect(await usersOf(store, "p", two.id)).toEqual(numbered(2));
    });
  });

  describe("a token", () => {
    it("is found by its hash only, as it was added", async () => {
      await using place = await newPlace();
      const store = await place.open();
      expect(await store.hasTokens()).toBe(false);
      const [one, two] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
      await store.addToken(one, { projectId: "p", role: "admin", expiresAt: undefined });
      await store.addToken(two, { projectId: "q", role: "reader", expiresAt: 1_900_000_000_000 });
      expect(await store.findToken(one)).toMatchObject({ projectId: "p", role: "admin" });
      expect(await store.findToken(two)).toMatchObject({
        projectId: "q",
        role: "reader",
        expiresAt: 1_900_000_000_000,
      });
      expect(await store.findToken(new Uint8Array(32).fill(3))).toBeUndefined();
    });
  });
}
