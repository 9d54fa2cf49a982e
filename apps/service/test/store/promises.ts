import type { UserInfo } from "@hotspot-session/types";
import { describe, expect, it } from "vitest";

import { StoreBusyError } from "../../src/store/store.ts";
import { add, all, numbered, settings, usersOf } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

/** That writes are durable and atomic, and reads isolated. */
export function describePromises(newPlace: () => Promise<StorePlace>): void {
  describe("an answered write", () => {
    it("is there after the store was closed and opened again", async () => {
      await using place = await newPlace();
      const first = await place.open();
      const { id } = await first.createConfig("p", {
        ...settings(1),
        non_migrate_users: numbered(2),
      });
      await first.updateConfig("p", id, settings(7));
      await first.updateUsers("p", id, add({ user_name: "ann" }));
      const hash = new Uint8Array(32).fill(7);
      const token = { projectId: "p", role: "reader", expiresAt: 5 } as const;
      await first.addToken(hash, token);
      const before = await first.listConfigs("p", all);
      await first.close();

      const second = await place.open();
      expect(before).toMatchObject([{ id, ...settings(7), project_id: "p" }]);
      expect(await second.listConfigs("p", all)).toEqual(before);
      expect(await usersOf(second, "p", id)).toEqual([...numbered(2), { user_name: "ann" }]);
      expect(await second.findToken(hash)).toMatchObject(token);
      expect(await second.hasTokens()).toBe(true);
    });

    it("is kept by a store that is closed while it is under way", async () => {
      await using place = await newPlace();
      const first = await place.open();
      const { id } = await first.createConfig("p", settings(1));
      const writes = numbered(20).map((user) => first.updateUsers("p", id, add(user)));
      await first.close();
      expect(await Promise.all(writes)).toEqual(writes.map(() => true));
      const second = await place.open();
      expect(await usersOf(second, "p", id)).toEqual(numbered(20));
    });
  });

  describe("a write that fails", () => {
    const unreadable = {
      get user_id(): string {
        throw new Error("this entry cannot be read");
      },
    };
    // Not a value that the contract allows: it stands for whatever may fail halfway.
    const unstorable = { user_id: Symbol("x") as unknown as string };

    it.each([
      ["in the store", unreadable],
      ["in the database", unstorable],
    ])("%s leaves nothing behind, and those that arrive with it are applied", async (_, bad) => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", settings(1));
      const config = { ...settings(2), non_migrate_users: [{ user_id: "half" }, bad] };
      const results = await Promise.allSettled([
        store.updateUsers("p", id, add({ user_id: "1" })),
        store.updateUsers("p", id, add({ user_id: "half" }, bad)),
        store.createConfig("p", config),
        store.updateUsers("p", id, add({ user_id: "2" })),
        store.updateConfig("p", id, settings(9)),
      ]);
      expect(results.map(({ status }) => status)).toEqual([
        "fulfilled",
        "rejected",
        "rejected",
        "fulfilled",
        "fulfilled",
      ]);
      expect(await store.listConfigs("p", all)).toEqual([
        {
          id,
          project_id: "p",
          ...settings(9),
          non_migrate_users: [{ user_id: "1" }, { user_id: "2" }],
        },
      ]);
      expect(await store.listUsers("p", id, "", all)).toMatchObject({ total_count: 2 });
    });

    it("leaves the store as able as before", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", settings(1));
      await expect(store.updateUsers("p", id, add(unstorable))).rejects.toThrow(/./);
      expect(await store.updateUsers("p", id, add({ user_id: "1" }))).toBe(true);
      expect(await usersOf(store, "p", id)).toEqual([{ user_id: "1" }]);
    });
  });

  describe("very many writes at once", () => {
    it("are each applied, or refused as too many and not applied", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", settings(1));
      const users = numbered(5000);
      const results = await Promise.allSettled(
        users.map((user) => store.updateUsers("p", id, add(user))),
      );
      const applied = users.filter((_, index) => results[index]?.status === "fulfilled");
      const failures = results.flatMap((result) =>
        result.status === "rejected" ? [result.reason] : [],
      );
      expect(failures.every((reason) => reason instanceof StoreBusyError)).toBe(true);
      const found: UserInfo[] = [];
      for (let offset = 0; offset < users.length; offset += 1000) {
        const page = await store.listUsers("p", id, "", { offset, limit: 1000 });
        found.push(...(page?.non_migrate_users ?? []));
      }
      expect(found).toEqual(applied);
      expect(await store.updateUsers("p", id, add({ user_id: "after" }))).toBe(true);
    });
  });

  describe("a read", () => {
    it("sees a write as a whole or not at all, its total and its page of one moment", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", settings(1));
      const reads = [];
      const writes = [];
      for (let round = 0; round < 30; round++) {
        writes.push(store.updateUsers("p", id, add(...numbered(10, `${round}-`))));
        reads.push(store.listUsers("p", id, "", all), store.listUsers("p", id, "", all));
        if (round % 10 === 0) await Promise.all(reads);
      }
      await Promise.all(writes);
      const seen = await Promise.all(reads);
      for (const list of seen) {
        expect(list?.non_migrate_users).toHaveLength(list?.total_count ?? -1);
        expect(list?.total_count).toSatisfy((count) => Number(count) % 10 === 0);
      }
      expect(await store.listUsers("p", id, "", all)).toMatchObject({ total_count: 300 });
    });

    it("sees every write that was answered before it", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const { id } = await store.createConfig("p", settings(1));
      const clients = Array.from({ length: 10 }, async (_, client) => {
        for (const { user_id } of numbered(10, `${client}-`)) {
          await store.updateUsers("p", id, add({ user_id }));
          expect(await usersOf(store, "p", id)).toContainEqual({ user_id });
        }
      });
      await Promise.all(clients);
    });
  });

  it("answers a ping while it is open, and fails one afterwards", async () => {
    await using place = await newPlace();
    const store = await place.open();
    await expect(store.ping()).resolves.toBeUndefined();
    await store.close();
    await expect(store.ping()).rejects.toThrow(/./);
  });
}
