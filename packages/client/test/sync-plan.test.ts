import type { UserInfo } from "@hotspot-session/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { planSync, syncCounts, syncTargetOf } from "../src/sync/index.ts";
import { add, addAll, removeAll } from "./entries.ts";

/** Few ids and names, so that they meet. */
const id = fc.constantFrom("1", "2", "3", "4");
const name = fc.constantFrom("a", "b", "c", "d");
const user: fc.Arbitrary<UserInfo> = fc.oneof(
  fc.record({ user_id: id, user_name: name }),
  fc.record({ user_id: id }),
  fc.record({ user_name: name }),
);
const anyUsers = fc.array(user, { maxLength: 10 });

const listOf = (users: readonly UserInfo[]) => ({
  users,
  lines: users.map((_, index) => index + 1),
});

/** The plan, and the list after it was made. */
async function sync(list: readonly UserInfo[], file: readonly UserInfo[]) {
  const target = syncTargetOf(listOf(file));
  expect(target.contradictions).toEqual([]);
  const plan = await planSync(target, list);
  const { overwrites, additions, removals, lateAdditions } = plan;
  const early = [...overwrites, ...additions];
  const after = addAll(removeAll(addAll(list, early), removals), lateAdditions);
  return { ...plan, size: target.size, early, changes: syncCounts(plan).changes, after };
}

/** A file that does not contradict itself: each id with one name. */
const consistent = anyUsers.map((all) =>
  all.filter(
    (one) =>
      one.user_id === undefined ||
      all.find(({ user_id }) => user_id === one.user_id)?.user_name === one.user_name,
  ),
);

const inAnyOrder = (entries: readonly UserInfo[]) =>
  entries.map((entry) => JSON.stringify([entry.user_id, entry.user_name])).toSorted();

describe("the plan of a sync", () => {
  it("makes any list what adding the file to an empty one would", async () => {
    await fc.assert(
      fc.asyncProperty(anyUsers, consistent, async (before, file) => {
        const list = addAll([], before);
        const { after, size, present } = await sync(list, file);
        expect(inAnyOrder(after)).toEqual(inAnyOrder(addAll([], file)));
        expect(after).toHaveLength(size);
        expect(present).toBe(list.length);
        // Made once, nothing is left to do.
        expect((await sync(after, file)).changes).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it("does so too where a server lets a name stand alone beside the same with an id", async () => {
    const anyList = fc.uniqueArray(user, {
      selector: (one) => JSON.stringify([one.user_id, one.user_id === undefined && one.user_name]),
    });
    await fc.assert(
      fc.asyncProperty(anyList, consistent, async (list, file) => {
        const { after } = await sync(list, file);
        expect(inAnyOrder(after)).toEqual(inAnyOrder(addAll([], file)));
      }),
      { numRuns: 400 },
    );
  });

  it("with others that are kept only adds and overwrites, and leaves nothing to do", async () => {
    const others = { others: "keep" } as const;
    await fc.assert(
      fc.asyncProperty(anyUsers, consistent, async (before, file) => {
        const list = addAll([], before);
        const target = syncTargetOf(listOf(file), others);
        const { overwrites, additions, removals, lateAdditions } = await planSync(target, list);
        expect(removals).toEqual([]);
        const after = addAll(list, [...overwrites, ...additions, ...lateAdditions]);
        const found = new Set(inAnyOrder(after));
        const has = (one: UserInfo) =>
          inAnyOrder([one]).every((key) => found.has(key)) ||
          (one.user_id === undefined && after.some(({ user_name }) => user_name === one.user_name));
        expect(addAll([], file).filter((one) => !has(one))).toEqual([]);
        const isOther = (one: UserInfo) =>
          one.user_id === undefined || !file.some(({ user_id }) => user_id === one.user_id);
        expect(list.filter((one) => isOther(one) && !has(one))).toEqual([]);
        expect(syncCounts(await planSync(target, after)).changes).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it("keeps who stays in the list all the time, but for a name that another entry holds", async () => {
    await fc.assert(
      fc.asyncProperty(anyUsers, consistent, async (before, file) => {
        const list = addAll([], before);
        const { early, removals } = await sync(list, file);
        const wanted = inAnyOrder(addAll([], file));
        const staying = inAnyOrder(list).filter((one) => wanted.includes(one));
        let now = list;
        for (const one of early) {
          now = add(now, one);
          expect(inAnyOrder(now)).toEqual(expect.arrayContaining(staying));
        }
        for (const one of removals) {
          now = removeAll(now, [one]);
          expect(inAnyOrder(now)).toEqual(expect.arrayContaining(staying));
        }
      }),
    );
  });

  it("adds in the order of the file, and overwrites an id in its place", async () => {
    const file = [{ user_name: "b" }, { user_id: "1", user_name: "a" }, { user_name: "c" }];
    expect((await sync([], file)).after).toEqual(file);
    const list = [{ user_id: "1", user_name: "z" }, { user_name: "c" }];
    expect(await sync(list, file)).toMatchObject({
      overwrites: [{ user_id: "1", user_name: "a" }],
      additions: [{ user_name: "b" }],
      removals: [],
      lateAdditions: [],
    });
  });

  it("sends nothing but ids and names of what the service says of an entry", async () => {
    const entry = { user_id: "1", user_name: "a", created: "today" };
    expect((await sync([entry], [])).removals).toEqual([{ user_id: "1", user_name: "a" }]);
  });

  it("finds each of many users, by id and by name", async () => {
    const file = Array.from({ length: 3000 }, (_, n): UserInfo =>
      n % 3 === 0 ? { user_name: `n${n}` } : { user_id: `i${n}`, user_name: `n${n - 1}` },
    );
    const target = syncTargetOf(listOf([...file, ...file]));
    // The name of every third is that of the user after it.
    expect([target.size, target.ids.size, target.repeated.length]).toEqual([2000, 2000, 3000]);
    expect(file.every(({ user_id = "" }, n) => n % 3 === 0 || target.ids.get(user_id) === n)).toBe(
      true,
    );
    expect(target.names.get("n0")).toBeUndefined();
    expect(syncCounts(await planSync(target, addAll([], file.slice(0, 30)))).additions).toBe(1980);
  });

  it("says which line an id contradicts", () => {
    const rest = [{ user_id: "1" }, { user_id: "1", user_name: "b" }];
    const file = [{ user_id: "1", user_name: "a" }, { user_id: "1", user_name: "a" }, ...rest];
    const problem = "user_id: has another name in line 1; which one holds?";
    expect(syncTargetOf(listOf(file)).contradictions).toEqual([
      { line: 3, problem },
      { line: 4, problem },
    ]);
  });
});
