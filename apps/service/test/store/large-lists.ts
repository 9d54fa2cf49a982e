import { setImmediate } from "node:timers/promises";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Store } from "../../src/store/store.ts";
import { StoreBusyError, StoreUnavailableError } from "../../src/store/store.ts";
import { add, all, configsOf, numbered, settings } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

const longest = "😀".repeat(120);
const users = numbered(400, longest).map(({ user_id }) => ({ user_id, user_name: longest }));

/** Three configurations whose list takes about a megabyte. */
async function createLarge(store: Store, project = "p"): Promise<string[]> {
  const ids = [];
  for (let index = 0; index < 3; index++) {
    const config = { ...settings(index), non_migrate_users: users };
    ids.push((await store.createConfig(project, config)).id);
  }
  return ids;
}

async function readLarge(store: Store, project = "p"): Promise<AsyncIterator<string>> {
  const list = await store.listConfigs(project, all);
  if (typeof list === "string") throw new Error("a large list came as one text");
  return list[Symbol.asyncIterator]();
}

/** A list that is large comes in parts of one moment, for a bounded number of readers. */
export function describeLargeLists(newPlace: () => Promise<StorePlace>): void {
  describe("a large list of configurations", () => {
    let place: StorePlace | undefined;
    let store: Store;
    let ids: readonly string[];
    beforeAll(async () => {
      place = await newPlace();
      store = await place.open();
      ids = await createLarge(store);
    });
    afterAll(async () => place?.[Symbol.asyncDispose]());

    it("comes in parts of at most 64 KiB, of the moment when it was asked for, and other work is done between them", async () => {
      const parts = await readLarge(store);
      let text = "";
      let rounds = 0;
      const count = { stop: false };
      const counting = (async () => {
        while (!count.stop) {
          await setImmediate();
          rounds += 1;
        }
      })();
      let number = 0;
      for (let part = await parts.next(); !part.done; part = await parts.next()) {
        expect(Buffer.byteLength(part.value)).toBeLessThanOrEqual(64 * 1024);
        text += part.value;
        number += 1;
        if (number % 5 !== 1) continue;
        for (const id of ids) await store.updateConfig("p", id, settings(99));
        await store.updateUsers("p", ids[2] ?? "", add({ user_id: `late ${number}` }));
      }
      count.stop = true;
      await counting;
      expect(number).toBeGreaterThan(10);
      expect(rounds).toBeGreaterThanOrEqual(number - 1);
      const { items } = JSON.parse(text) as { items: Record<string, unknown>[] };
      expect(items.map((item) => item["hotspot_exit_session_num"])).toEqual([0, 1, 2]);
      for (const item of items) expect(item["non_migrate_users"]).toEqual(users);
      expect((await configsOf(store, "p"))[2]?.hotspot_exit_session_num).toBe(99);
    });

    it("is refused to more readers of a project than are allowed, until one of them stops", async () => {
      await createLarge(store, "other");
      const readers: AsyncIterator<string>[] = [];
      const refused = await (async () => {
        while (readers.length < 1000) readers.push(await readLarge(store));
      })().catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(StoreBusyError);
      // Another project finds room beside them.
      readers.unshift(await readLarge(store, "other"));
      await readers.pop()?.return?.();
      readers.push(await readLarge(store));
      for (const reader of readers) await reader.return?.();
    });

    it("fails its readers when the store is closed", async () => {
      const parts = await readLarge(store);
      await parts.next();
      await store.close();
      await expect(parts.next()).rejects.toThrow(StoreUnavailableError);
    });
  });
}
