import { expect, it } from "vitest";

import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { add, configsOf, listUsers, numbered, settings } from "../store/requests.ts";

it("a store in memory lists and searches what is large, and is one of its own", async () => {
  const [store, other] = [openSqliteStore(":memory:"), openSqliteStore(":memory:")];
  const { id } = await store.createConfig("p", settings(1));
  await store.createConfig("p", { ...settings(2), non_migrate_users: numbered(1000) });
  for (let index = 0; index < 6; index++) {
    await store.updateUsers("p", id, add(...numbered(1000, `${index} `)));
  }
  await store.updateUsers("p", id, add({ user_name: "ann" }));
  const sizes = (await configsOf(store, "p")).map((config) => config.non_migrate_users.length);
  expect(sizes).toEqual([1000, 1000]);
  const found = { total_count: 1, non_migrate_users: [{ user_name: "ann" }] };
  expect(await listUsers(store, "p", id, "AN")).toEqual(found);
  expect(await configsOf(other, "p")).toEqual([]);
  await store.ping();
  await Promise.all([store.close(), other.close()]);
});
