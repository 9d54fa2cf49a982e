import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Store } from "../../src/store/store.ts";
import { add, listUsers, numbered, settings } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

const names = [
  "alice",
  "Malice",
  "bob",
  "ИВАН",
  "ÉMILE",
  "𐐀𐐁",
  "50%_",
  "50ab",
  "a\\'\"b",
  "ab",
  "ΝΙΚΟΣΤΡΑΤΟΣ",
  "νίκος",
  "Straße",
  "STRASSE",
  "İstanbul",
  "ılık",
  "ﬁx",
];

/** A filter finds the names that contain it, in any case. */
export function describeFilters(newPlace: () => Promise<StorePlace>): void {
  // An engine may search a long list in another way than a short one.
  describe.each([0, 6000])("a filter, with %i users without a name before the others", (others) => {
    let place: StorePlace | undefined;
    let store: Store;
    let id = "";
    beforeAll(async () => {
      place = await newPlace();
      store = await place.open();
      ({ id } = await store.createConfig("p", settings(1)));
      for (let from = 0; from < others; from += 1000) {
        await store.updateUsers("p", id, add(...numbered(1000, `${from} `)));
      }
      await store.updateUsers("p", id, add(...names.map((user_name) => ({ user_name }))));
    });
    afterAll(async () => place?.[Symbol.asyncDispose]());

    it.each([
      ["a part of the name", "lic", ["alice", "Malice"]],
      ["any case", "MAL", ["Malice"]],
      ["any case in any script", "ива", ["ИВАН"]],
      ["any case with diacritics", "émi", ["ÉMILE"]],
      ["any case beyond the basic plane", "𐐨", ["𐐀𐐁"]],
      ["a sigma, wherever it stands", "ΙΚΟΣ", ["ΝΙΚΟΣΤΡΑΤΟΣ"]],
      ["a sharp s as two", "SS", ["Straße", "STRASSE"]],
      ["two s as a sharp one", "aẞE", ["Straße", "STRASSE"]],
      ["a dotted capital I as an i and a dot", "i\u0307s", ["İstanbul"]],
      ["no dotless i as an i", "ilik", []],
      ["a ligature as its letters", "FI", ["ﬁx"]],
      ["% and _ as ordinary characters", "%_", ["50%_"]],
      ["a backslash and quotes as ordinary characters", "\\'\"", ["a\\'\"b"]],
      ["nothing where no name contains it", "6", []],
    ])("matches %s", async (_, filter, expected) => {
      const found = (list: readonly string[]) => list.map((user_name) => ({ user_name }));
      const page = (offset: number, limit: number) =>
        listUsers(store, "p", id, filter, { offset, limit });
      const total_count = expected.length;
      expect(await page(0, 100)).toEqual({ total_count, non_migrate_users: found(expected) });
      const second = found(expected.slice(1, 2));
      expect(await page(1, 1)).toEqual({ total_count, non_migrate_users: second });
      expect(await page(9, 1)).toEqual({ total_count, non_migrate_users: [] });
    });
  });
}
