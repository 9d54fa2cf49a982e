import { once } from "node:events";
import { Readable } from "node:stream";
import { setImmediate, setTimeout as wait } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { toStoreError } from "../../src/store/sqlite/errors.ts";
import { snapshots, type SnapshotOptions } from "../../src/store/sqlite/snapshots.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { StoreBusyError } from "../../src/store/store.ts";
import { numbered, settings } from "../store/requests.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const all = { offset: 0, limit: 100 };

async function openSnapshots(options: SnapshotOptions) {
  const folder = temporaryFolder();
  const file = folder.file("hotspot.db");
  const store = openSqliteStore(file);
  for (let index = 0; index < 4; index++) {
    await store.createConfig("p", { ...settings(index), non_migrate_users: numbered(1000) });
  }
  const opened = snapshots(file, toStoreError, options);
  return {
    read: () => opened.read("p", ({ parts }) => parts("p", all)),
    lists: opened,
    async [Symbol.asyncDispose]() {
      opened.close();
      await store.close();
      folder[Symbol.dispose]();
    },
  };
}

describe("a reader of a large list", () => {
  it.each([
    ["stops reading", async (lists: { count(): number }) => lists.count() === 0],
    ["reads slowly", () => wait(5, true)],
  ])("that %s loses its list at the deadline, and makes room for others", async (_, mayRead) => {
    await using opened = await openSnapshots({ readTimeout: 20, mostReaders: 1 });
    const parts = (await opened.read())[Symbol.asyncIterator]();
    await parts.next();
    async function readOn(): Promise<void> {
      for (;;) {
        if (!(await mayRead(opened.lists))) await setImmediate();
        else if ((await parts.next()).done === true) return;
      }
    }
    await expect(readOn()).rejects.toThrow(StoreBusyError);
    await expect(opened.read()).resolves.toBeDefined();
  });

  it("gives its connection back when its stream is destroyed or read to the end", async () => {
    await using opened = await openSnapshots({ mostReaders: 1 });
    const stopped = Readable.from(await opened.read(), { objectMode: false });
    await once(stopped, "readable");
    await expect(opened.read()).rejects.toThrow(StoreBusyError);
    stopped.destroy();
    await once(stopped, "close");
    expect(opened.lists.count()).toBe(0);
    await Array.fromAsync(await opened.read());
    expect(opened.lists.count()).toBe(0);
  });
});
