import { stat } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";

import { expect, it } from "vitest";

import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { add, listUsers, numbered, settings, usersOf } from "../store/requests.ts";
import { temporaryFolder } from "../temporary-folder.ts";

it("writes that arrive together share a commit", async () => {
  using folder = temporaryFolder();
  const commits: number[] = [];
  const committed = (writes: number) => void commits.push(writes);
  const store = openSqliteStore(folder.file("hotspot.db"), { committed });
  await Promise.all(numbered(50).map(() => store.createConfig("p", settings(1))));
  expect(commits.reduce((sum, writes) => sum + writes)).toBe(50);
  // All of them, unless this machine is so slow that batches are ended before.
  expect(Math.max(...commits)).toBeGreaterThan(1);
  await store.close();
});

it("a read sees what another process wrote in an earlier callback of the event loop", async () => {
  using folder = temporaryFolder();
  const file = folder.file("hotspot.db");
  const store = openSqliteStore(file);
  const { id } = await store.createConfig("p", settings(1));
  using other = new DatabaseSync(file);
  // A request that is handled after those that have just arrived.
  await setImmediate();
  await usersOf(store, "p", id);
  other.prepare("INSERT INTO users (config, seq, user_id) VALUES (1, 0, 'new')").run();
  // What arrives next is handled before the next of those.
  await stat(file);
  expect(await usersOf(store, "p", id)).toEqual([{ user_id: "new" }]);
  await store.close();
});

it("a search in a thread of its own sees every write that was answered before it", async () => {
  using folder = temporaryFolder();
  const store = openSqliteStore(folder.file("hotspot.db"));
  const { id } = await store.createConfig("p", settings(1));
  for (let index = 0; index < 6; index++) {
    await store.updateUsers("p", id, add(...numbered(1000, `${index} `)));
  }
  for (const user_name of ["first", "second", "third"]) {
    await store.updateUsers("p", id, add({ user_name }));
    const found = { total_count: 1, non_migrate_users: [{ user_name }] };
    expect(await listUsers(store, "p", id, user_name.toUpperCase())).toEqual(found);
  }
  await store.close();
});
