import { describe, expect, it } from "vitest";

import { StoreBusyError } from "../../src/store/store.ts";
import { soaking } from "../soak.ts";
import { add, configsOf, listUsers, numbered, settings, usersOf } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

/** Writes are durable, atomic, and bounded in number. Their order is tested by random sequences. */
export function describeWrites(newPlace: () => Promise<StorePlace>): void {
  it("an answered write is seen by every read that begins after it, also in another process", async () => {
    await using place = await newPlace();
    const [store, other] = [await place.open(), await place.open()];
    const { id } = await store.createConfig("p", settings(1));
    const clients = Array.from({ length: 10 }, async (_, client) => {
      for (const { user_id } of numbered(soaking ? 10 : 3, `${client}-`)) {
        await store.updateUsers("p", id, add({ user_id }));
        const seen = await Promise.all([usersOf(store, "p", id), usersOf(other, "p", id)]);
        for (const users of seen) expect(users).toContainEqual({ user_id });
      }
    });
    await Promise.all(clients);
  });

  it("a write that is under way is finished when the store is closed", async () => {
    await using place = await newPlace();
    const first = await place.open();
    const { id } = await first.createConfig("p", settings(1));
    const writes = numbered(20).map((user) => first.updateUsers("p", id, add(user)));
    await first.close();
    expect(await Promise.all(writes)).toEqual(writes.map(() => true));
    expect(await usersOf(await place.open(), "p", id)).toEqual(numbered(20));
  });

  describe("a write that fails", () => {
    const unreadable = {
      get user_id(): string {
        throw new Error("this entry cannot be read");
      },
    };
    // Not a value that the contract allows: it stands for all that may fail halfway.
    const unstorable = { user_id: Symbol("x") as unknown as string };

    it.each([
      ["before it reaches the engine", unreadable],
      ["in the engine", unstorable],
    ])("%s leaves nothing behind, and those beside it are applied", async (_, bad) => {
      await using place = await newPlace();
      const store = await place.open();
      const { id, ...created } = await store.createConfig("p", settings(1));
      const config = { ...settings(2), non_migrate_users: [{ user_id: "half" }, bad] };
      const results = await Promise.allSettled([
        store.updateUsers("p", id, add({ user_id: "1" })),
        store.updateUsers("p", id, add({ user_id: "half" }, bad)),
        store.createConfig("p", config),
        store.updateUsers("p", id, add({ user_id: "2" })),
        store.updateConfig("p", id, settings(9)),
      ]);
      const statuses = ["fulfilled", "rejected", "rejected", "fulfilled", "fulfilled"];
      expect(results.map(({ status }) => status)).toEqual(statuses);
      const non_migrate_users = [{ user_id: "1" }, { user_id: "2" }];
      expect(await configsOf(store, "p")).toEqual([
        { id, project_id: "p", ...created, ...settings(9), non_migrate_users },
      ]);
      expect(await listUsers(store, "p", id)).toEqual({ total_count: 2, non_migrate_users });
    });
  });

  it("very many writes at once are each applied, or refused as too many", async () => {
    await using place = await newPlace();
    const store = await place.open();
    const { id } = await store.createConfig("p", settings(1));
    const users = numbered(3000);
    const writes = users.map((user) => store.updateUsers("p", id, add(user)));
    expect(store.isFull()).toBe(true);
    const results = await Promise.allSettled(writes);
    const applied = users.filter((_, index) => results[index]?.status === "fulfilled");
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(StoreBusyError);
    const found = [];
    for (let offset = 0; offset < users.length; offset += 1000) {
      const page = await listUsers(store, "p", id, "", { offset, limit: 1000 });
      found.push(...(page?.non_migrate_users ?? []));
    }
    expect(found).toEqual(applied);
    expect(store.isFull()).toBe(false);
    expect(await store.updateUsers("p", id, add({ user_id: "after" }))).toBe(true);
  });

  it("a project does not wait for all that another one has waiting", async () => {
    await using place = await newPlace();
    const store = await place.open();
    const order: string[] = [];
    const calls = [...Array.from({ length: 100 }, () => "flood"), "other"];
    await Promise.all(
      calls.map(async (project, index) => {
        await store.updateUsers(project, `unknown-${index}`, add({ user_id: "1" }));
        order.push(project);
      }),
    );
    expect(order.indexOf("other")).toBeLessThan(30);
  });

  it("the ids of a project's configurations sort by creation, also when the clock is set back", async ({
    onTestFinished,
  }) => {
    await using place = await newPlace();
    const store = await place.open();
    const { now } = Date;
    onTestFinished(() => void (Date.now = now));
    const ids = [];
    for (const hours of [0, 0, -1, 1, 0]) {
      Date.now = () => now() + hours * 3_600_000;
      ids.push((await store.createConfig("p", settings(1))).id);
    }
    expect(ids.toSorted()).toEqual(ids);
    expect((await configsOf(store, "p")).map(({ id }) => id)).toEqual(ids);
  });
}
