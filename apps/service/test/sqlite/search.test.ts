import { describe, expect, it } from "vitest";

import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { toStoreError } from "../../src/store/sqlite/errors.ts";
import { searchQueue } from "../../src/store/sqlite/search-queue.ts";
import { StoreUnavailableError } from "../../src/store/store.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const page = { offset: 0, limit: 10 };
const found = JSON.stringify({
  total_count: 1,
  non_migrate_users: [{ user_name: "Night-Batch" }],
});

/** A database with one configuration, which is its first. */
async function makeDatabase(file: string): Promise<void> {
  const store = openSqliteStore(file);
  await store.createConfig("p", {
    hotspot_session_migration_enable: true,
    hotspot_exit_session_num: 1,
    non_migrate_users: [{ user_name: "Night-Batch" }],
  });
  await store.close();
}

describe("the thread that searches", () => {
  it("is followed by another when it dies, which its end leaves alone", async () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.db");
    const searches = searchQueue(file, toStoreError);
    // There is no file yet, and so the thread dies at once.
    await expect(searches.find("p", 1, "night", page)).rejects.toThrow(StoreUnavailableError);
    await makeDatabase(file);
    await expect(searches.find("p", 1, "night", page)).resolves.toEqual(found);
    expect(searches.length).toBe(0);
    await searches.close();
  });

  it("fails all that wait for it when it ends", async () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.db");
    await makeDatabase(file);
    const searches = searchQueue(file, toStoreError);
    const waiting = [searches.find("p", 1, "night", page), searches.find("p", 1, "batch", page)];
    const ended = Promise.allSettled(waiting);
    await searches.close();
    for (const { status } of await ended) expect(status).toBe("rejected");
    expect(searches.length).toBe(0);
  });

  it("refuses more than may wait", async () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.db");
    await makeDatabase(file);
    const searches = searchQueue(file, toStoreError);
    const results = await Promise.allSettled(
      Array.from({ length: 70 }, () => searches.find("p", 1, "night", page)),
    );
    expect(results.filter(({ status }) => status === "rejected")).toHaveLength(6);
    await searches.close();
  });

  it("lets projects take turns", async () => {
    using folder = temporaryFolder();
    const file = folder.file("hotspot.db");
    await makeDatabase(file);
    const searches = searchQueue(file, toStoreError);
    const order: string[] = [];
    const owners = ["flood", "flood", "flood", "flood", "other"];
    await Promise.all(
      owners.map(async (owner) => {
        await searches.find(owner, 1, "night", page);
        order.push(owner);
      }),
    );
    expect(order.indexOf("other")).toBe(2);
    await searches.close();
  });
});
