import type { UserInfo } from "@hotspot-session/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Store } from "../../src/store/store.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import { largeList } from "./large-list.ts";
import { listUsers } from "./requests.ts";
import type { StorePlace } from "./store-place.ts";

/** What is done to a share of a list, from a share of it on. */
const bulk = fc.record({
  kind: fc.constantFrom("append", "delete", "keep every", "name", "join names", "add again"),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  share: fc.double({ min: 0, max: 0.9, noNaN: true }),
});
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
            const expectPages = async () => {
              const some = Array.from({ length: 6 }, () => Number(random.next().value));
              await list.expectPagesAt(store, some);
            };
            for (const change of changes) {
              await list.change(change);
              await expectPages();
            }
            changed += list.changed();
            if (changes.length % 4 !== 0) return;
            await store.close();
            store = await place.open();
            await expectPages();
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
      await list.append(soaking ? 270_000 : 10_000);
      const borders = [63, 64, 65, 1999, 2000, 2900, 4095, 4096, 4097, 262_143, 262_144];
      await list.expectPagesAt(store, borders);
      const byId = await list.timeToMiss("user_id");
      expect(await list.timeToMiss("user_name")).toBeLessThan(Math.max(200, 30 * byId));
      await list.change({ kind: "delete", from: 0.1, share: 0.85 });
      await list.expectPagesAt(store, borders);
      await list.change({ kind: "keep every", from: 0, share: 0.1 });
      await list.expectPagesAt(store, [1, 20]);
      await list.change({ kind: "delete", from: 0, share: 1 });
      await list.expectPagesAt(store, [1]);
      await list.append(100);
      await list.expectPagesAt(store, borders);
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
  let removed: readonly UserInfo[] = [];

  async function send(update_type: "ADD" | "DELETE", users: readonly UserInfo[]): Promise<void> {
    if (update_type === "DELETE") removed = users;
    const requests = [];
    for (let from = 0; from < users.length; from += 1000) {
      const change = { update_type, non_migrate_users: users.slice(from, from + 1000) };
      model.apply(change);
      requests.push(store.updateUsers(project, id, change));
    }
    changed += users.length;
    expect(await Promise.all(requests)).toEqual(requests.map(() => true));
  }

  async function append(count: number): Promise<void> {
    const users = Array.from({ length: count }, (): UserInfo => {
      made += 1;
      return made % 5 === 0 ? { user_name: `name ${made}` } : { user_id: `id ${made}` };
    });
    await send("ADD", users);
  }

  async function expectPage(from: Store, filter: string, all: readonly UserInfo[], offset: number) {
    const page = { offset, limit: 100 };
    const about = `the page at ${offset} of those with "${filter}"`;
    expect(await listUsers(from, project, id, filter, page), about).toStrictEqual({
      total_count: all.length,
      non_migrate_users: all.slice(offset, offset + 100),
    });
  }

  return {
    append,
    changed: () => changed,

    /** The first and last pages, one past the end, and those at these places, or so far round the list. */
    async expectPagesAt(from: Store, offsets: readonly number[]): Promise<void> {
      const all = model.entries();
      const end = all.length;
      const round = offsets.map((offset) => offset % (end + 1));
      for (const offset of [0, Math.max(end - 100, 0), end, end + 1000, ...round]) {
        await expectPage(from, "", all, offset);
      }
      const matching = all.filter(({ user_name }) => user_name?.includes("name 1"));
      await expectPage(from, "NaMe 1", matching, (offsets[0] ?? 0) % (matching.length + 1));
    },

    /** How long it takes to look for 200 entries that are not there, in milliseconds. */
    async timeToMiss(property: "user_id" | "user_name"): Promise<number> {
      const nobody = Array.from({ length: 200 }, (_, index) => ({ [property]: `nobody ${index}` }));
      const start = performance.now();
      await store.updateUsers(project, id, { update_type: "DELETE", non_migrate_users: nobody });
      return performance.now() - start;
    },

    change({ kind, from, share }: Bulk): Promise<void> {
      const entries = model.entries();
      const start = Math.floor(from * entries.length);
      const range = entries.slice(start, start + Math.ceil(share * entries.length));
      const nth = 2 + Math.floor(share * 700);
      switch (kind) {
        case "append":
          return append(Math.ceil(share * 6000));
        case "delete":
          return send("DELETE", range);
        case "keep every":
          return send(
            "DELETE",
            entries.filter((_, index) => index % nth !== 0),
          );
        case "name":
          return send(
            "ADD",
            range.map((user) => ({ user_name: "new name", ...user })),
          );
        case "join names":
          return send("ADD", joined(range));
        default:
          return send("ADD", removed);
      }
    },
  };
}

/** Gives each entry of a name only to the entry of an id before it: one of the two goes. */
function joined(users: readonly UserInfo[]): UserInfo[] {
  return users.flatMap(({ user_name }, index) => {
    const { user_id } = users[index - 1] ?? {};
    return user_name === undefined || user_id === undefined ? [] : [{ user_id, user_name }];
  });
}
