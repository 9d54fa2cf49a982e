import type { UserInfo } from "@hotspot-session/client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { SyncTarget } from "../../src/bulk/sync-target.ts";
import { add, addAll, removeAll } from "./entries.ts";

/** Few ids and names, so that they meet. */
const id = fc.constantFrom("1", "2", "3", "4");
const name = fc.constantFrom("a", "b", "c", "d");
const user: fc.Arbitrary<UserInfo> = fc.oneof(
  fc.record({ user_id: id, user_name: name }),
  fc.record({ user_id: id }),
  fc.record({ user_name: name }),
);
const users = fc.array(user, { maxLength: 10 });

/** The plan, and the list after each of its steps. */
function sync(list: readonly UserInfo[], file: readonly UserInfo[]) {
  const target = new SyncTarget();
  for (const [index, one] of file.entries()) expect(target.put(one, index + 1)).toBe(undefined);
  const removed = list.filter((one) => target.fateOf(one) === "remove");
  const steps = file.flatMap((one) => {
    const step = target.stepOf(one);
    return step === undefined ? [] : [{ ...step, user: one }];
  });
  const early = steps.filter(({ isLate }) => !isLate).map((step) => step.user);
  const late = steps.filter(({ isLate }) => isLate).map((step) => step.user);
  const after = addAll(removeAll(addAll(list, early), removed), late);
  return { target, removed, steps, early, late, after };
}

/** A file that does not contradict itself: each id with one name. */
const consistent = users.map((all) =>
  all.filter(
    (one) =>
      one.user_id === undefined ||
      all.find(({ user_id }) => user_id === one.user_id)?.user_name === one.user_name,
  ),
);

const inAnyOrder = (entries: readonly UserInfo[]) =>
  entries.map((entry) => JSON.stringify([entry.user_id, entry.user_name])).toSorted();

describe("a sync", () => {
  it("makes any list what adding the file to an empty one would", () => {
    fc.assert(
      fc.property(users, consistent, (before, file) => {
        const { after, target, steps, early, late } = sync(addAll([], before), file);
        expect(inAnyOrder(after)).toEqual(inAnyOrder(addAll([], file)));
        expect(after).toHaveLength(target.size);
        expect(steps).toHaveLength(new Set(inAnyOrder(early.concat(late))).size);
      }),
      { numRuns: 2000 },
    );
  });

  it("does so too where a server lets a name stand alone beside the same with an id", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(user, {
          selector: (one) =>
            JSON.stringify([one.user_id, one.user_id === undefined && one.user_name]),
        }),
        consistent,
        (list, file) => {
          const { after } = sync(list, file);
          expect(inAnyOrder(after)).toEqual(inAnyOrder(addAll([], file)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("has nothing to do for a list that is what the file says", () => {
    fc.assert(
      fc.property(consistent, (file) => {
        const { removed, steps } = sync(addAll([], file.toReversed()), file);
        expect({ removed, steps }).toEqual({ removed: [], steps: [] });
      }),
    );
  });

  it("leaves who is to stay in the list all the while, but for a name that another entry holds", () => {
    fc.assert(
      fc.property(users, consistent, (before, file) => {
        const list = addAll([], before);
        const { early, removed } = sync(list, file);
        const staying = inAnyOrder(list).filter((one) =>
          inAnyOrder(addAll([], file)).includes(one),
        );
        let now = list;
        for (const one of early) {
          now = add(now, one);
          expect(inAnyOrder(now)).toEqual(expect.arrayContaining(staying));
        }
        for (const one of removed) {
          now = removeAll(now, [one]);
          expect(inAnyOrder(now)).toEqual(expect.arrayContaining(staying));
        }
      }),
    );
  });

  it("adds in the order of the file", () => {
    const file = [{ user_name: "b" }, { user_id: "1", user_name: "a" }, { user_name: "c" }];
    expect(sync([], file).after).toEqual(file);
  });

  it("never removes by a name that somebody with an id keeps", () => {
    const { removed, after } = sync([{ user_name: "a" }], [{ user_id: "1", user_name: "a" }]);
    expect(removed).toEqual([]);
    expect(after).toEqual([{ user_id: "1", user_name: "a" }]);
  });

  it("overwrites where an id has another name, in its place", () => {
    const list = [{ user_id: "1", user_name: "a" }, { user_id: "2" }];
    const { steps, removed, after } = sync(list, [
      { user_id: "2" },
      { user_id: "1", user_name: "b" },
    ]);
    expect(removed).toEqual([]);
    expect(steps).toEqual([
      { change: "overwrite", isLate: false, user: { user_id: "1", user_name: "b" } },
    ]);
    expect(after).toEqual([{ user_id: "1", user_name: "b" }, { user_id: "2" }]);
  });

  it("tells which line an id contradicts", () => {
    const target = new SyncTarget();
    expect(target.put({ user_id: "1", user_name: "a" }, 2)).toBe(undefined);
    expect(target.put({ user_id: "1", user_name: "a" }, 3)).toBe(undefined);
    const problem = "user_id: has another name in line 2; which one holds?";
    expect(target.put({ user_id: "1" }, 4)).toBe(problem);
    expect(target.put({ user_id: "1", user_name: "b" }, 5)).toBe(problem);
  });
});
