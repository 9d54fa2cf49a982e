import type { UserInfo } from "@hotspot-session/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Store } from "../../src/store/store.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import { largeList } from "./large-list.ts";
import { listUsers } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

/** A change to very many entries; positions are shares of the list as it is by then. */
const bulk = fc.oneof(
  fc.record({ do: fc.constant("append" as const), count: fc.integer({ min: 1, max: 6000 }) }),
  fc.record({
    do: fc.constantFrom("delete range", "overwrite", "add again"),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.double({ min: 0, max: 0.9, noNaN: true }),
  }),
  fc.record({
    do: fc.constantFrom("delete every", "keep every", "join names"),
    nth: fc.integer({ min: 2, max: 700 }),
  }),
);
type Bulk = typeof bulk extends fc.Arbitrary<infer Value> ? Value : never;

/** Totals and pages of long lists stay exact, wherever they are cut and however they came about. */
export function describeGrowth(newPlace: () => Promise<StorePlace>, effort: number): void {
  describe("a configuration with very many users", () => {
    it(
      "lists and counts them exactly, through mass additions, deletions and overwrites",
      { timeout: soaking ? soakTimeout : 60_000 },
      async () => {
        await using place = await newPlace();
        let store = await place.open();
        let changed = 0;
        const turns = fc.array(bulk, { minLength: 1, maxLength: 10, size: "max" });
        await fc.assert(
          fc.asyncProperty(turns, fc.infiniteStream(fc.nat()), async (changes, random) => {
            const list = await longList(store);
            await list.append(3000);
            for (const change of changes) {
              await list.change(change);
              await list.expectPages(store, random);
            }
            changed += list.changed;
            if (changes.length % 4 === 0) {
              await store.close();
              store = await place.open();
              await list.expectPages(store, random);
            }
          }),
          { numRuns: Math.ceil((soaking ? 300 : 3) * effort) },
        );
        await store.close();
        expect(changed).toBeGreaterThanOrEqual(3000);
        tell(`growth: ${changed} entries changed`);
      },
    );

    // A search through all entries for each one to be deleted would take a hundred times as long.
    it("has the right page at every border, after many additions and when few are left", async () => {
      await using place = await newPlace();
      const store = await place.open();
      const list = await longList(store);
      const count = soaking ? 270_000 : 10_000;
      await list.append(count);
      const borders = [0, 63, 64, 65, 4095, 4096, 4097, 262_143, 262_144, count - 100, count];
      await list.expectPagesAt(store, borders);
      const byId = await list.timeToMiss("user_id");
      expect(await list.timeToMiss("user_name")).toBeLessThan(Math.max(200, 30 * byId));
      await list.change({ do: "delete range", from: 0.1, share: 0.85 });
      await list.expectPagesAt(store, [0, 1999, 2000, 2001, 2900, 3000, 4096]);
      await list.change({ do: "keep every", nth: 100 });
      await list.expectPagesAt(store, [0, 1, 20, 30, 1000]);
      await list.change({ do: "delete every", nth: 1 });
      await list.expectPagesAt(store, [0, 1]);
      await list.append(100);
      await list.expectPagesAt(store, [0, 63, 64, 99, 100]);
    });
  });
}

/** A configuration and its model, changed together by requests of 1,000 entries. */
async function longList(store: Store) {
  const project = "large";
  const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
  const { id } = await store.createConfig(project, settings);
  const model = largeList();
  let made = 0;
  let changed = 0;
  let removed: UserInfo[] = [];

  async function send(update_type: "ADD" | "DELETE", users: readonly UserInfo[]): Promise<void> {
    const requests = [];
    for (let from = 0; from < users.length; from += 1000) {
      const change = { update_type, non_migrate_users: users.slice(from, from + 1000) };
      model.apply(change);
      requests.push(store.updateUsers(project, id, change));
    }
    changed += users.length;
    expect(await Promise.all(requests)).toEqual(requests.map(() => true));
  }

  async function remove(users: UserInfo[]): Promise<void> {
    removed = users;
    // By id where there is one; the name would otherwise not be looked at.
    await send("DELETE", users);
  }

  async function append(count: number): Promise<void> {
    const users = Array.from({ length: count }, (): UserInfo => {
      made += 1;
      return made % 5 === 0 ? { user_name: `name ${made}` } : { user_id: `id ${made}` };
    });
    await send("ADD", users);
  }

  async function expectPagesAt(from: Store, offsets: readonly number[]): Promise<void> {
    const entries = model.entries();
    for (const offset of offsets) {
      const page = { offset, limit: 100 };
      expect(await listUsers(from, project, id, "", page), `the page at ${offset}`).toStrictEqual({
        total_count: entries.length,
        non_migrate_users: entries.slice(offset, offset + 100),
      });
    }
  }

  async function expectFiltered(from: Store, offset: number): Promise<void> {
    const matching = model.entries().filter(({ user_name }) => user_name?.includes("name 1"));
    for (const start of [0, offset % (matching.length + 1)]) {
      const page = { offset: start, limit: 100 };
      expect(await listUsers(from, project, id, "NaMe 1", page)).toStrictEqual({
        total_count: matching.length,
        non_migrate_users: matching.slice(start, start + 100),
      });
    }
  }

  return {
    append,
    expectPagesAt,

    /** How long it takes to look for 200 entries that are not there, in milliseconds. */
    async timeToMiss(property: "user_id" | "user_name"): Promise<number> {
      const nobody = Array.from({ length: 200 }, (_, index) => ({ [property]: `nobody ${index}` }));
      const start = performance.now();
      await store.updateUsers(project, id, { update_type: "DELETE", non_migrate_users: nobody });
      return performance.now() - start;
    },
    get changed() {
      return changed;
    },

    async change(bulkChange: Bulk): Promise<void> {
      const entries = model.entries();
      if ("count" in bulkChange) return append(bulkChange.count);
      if ("nth" in bulkChange) {
        const isNth = (_: unknown, index: number) => index % bulkChange.nth === 0;
        switch (bulkChange.do) {
          case "delete every":
            return remove(entries.filter(isNth));
          case "keep every":
            return remove(entries.filter((user, index) => !isNth(user, index)));
          default:
            return send("ADD", joined(entries.filter(isNth)));
        }
      }
      const start = Math.floor(bulkChange.from * entries.length);
      const range = entries.slice(start, start + Math.ceil(bulkChange.share * entries.length));
      switch (bulkChange.do) {
        case "delete range":
          return remove(range);
        case "overwrite":
          return send("ADD", range.map(named));
        default:
          return send("ADD", removed);
      }
    },

    /** The first and last pages, and some at random, one past the end. */
    async expectPages(from: Store, random: Iterator<number>): Promise<void> {
      const count = model.entries().length;
      const some = Array.from({ length: 6 }, () => Number(random.next().value) % (count + 1));
      await expectPagesAt(from, [0, Math.max(count - 100, 0), count, count + 1000, ...some]);
      await expectFiltered(from, some[0] ?? 0);
    },
  };
}

/** The same entry, with one name for all that have none. */
const named = (user: UserInfo): UserInfo => ({ user_name: "new name", ...user });

/** Gives each entry of a name only to the entry of an id before it: one of the two goes. */
function joined(users: readonly UserInfo[]): UserInfo[] {
  return users.flatMap(({ user_name }, index) => {
    const { user_id } = users[index - 1] ?? {};
    return user_name === undefined || user_id === undefined ? [] : [{ user_id, user_name }];
  });
}
