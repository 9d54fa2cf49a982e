import type { UpdateNonMigrationUsersRequest, UserInfo } from "@hotspot-session/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { lookupFor, planAdditions, type Found } from "../../src/store/entries/additions.ts";
import { type Entry, userOf } from "../../src/store/entries/entry.ts";
import { locate, rangeChanges } from "../../src/store/entries/ranges.ts";
import { removalsOf } from "../../src/store/entries/removals.ts";
import { applied } from "../decisions/model.ts";
import { largeList } from "./large-list.ts";

const user: fc.Arbitrary<UserInfo> = fc
  .record(
    { user_id: fc.constantFrom("1", "2", "3"), user_name: fc.constantFrom("a", "b", "c") },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((entry) => Object.keys(entry).length > 0);
const change = fc.record<UpdateNonMigrationUsersRequest>({
  update_type: fc.constantFrom("ADD", "ADD", "DELETE"),
  non_migrate_users: fc.array(user, { maxLength: 12 }),
});

/** The simplest engine: a list of entries, in the order of their places. */
function find(entries: readonly Entry[], users: readonly UserInfo[]): Found {
  const { ids, names, namesAlone } = lookupFor(users);
  const isOf = (list: readonly string[], value: string | null) =>
    value !== null && list.includes(value);
  return {
    entries: entries.filter(({ user_id, user_name }) =>
      user_id === null ? isOf(names, user_name) : ids.includes(user_id),
    ),
    namesElsewhere: namesAlone.filter((name) =>
      entries.some(
        ({ user_id, user_name }) =>
          user_name === name && user_id !== null && !ids.includes(user_id),
      ),
    ),
    nextPlace: (entries.at(-1)?.place ?? -1) + 1,
  };
}

/** Writes a plan in the order that it promises to be possible, with the uniqueness that it promises. */
function write(entries: readonly Entry[], users: readonly UserInfo[]): readonly Entry[] {
  const { removals, overwritten, appended } = planAdditions(users, find(entries, users));
  const rows = new Map(entries.map((entry) => [entry.place, entry]));
  for (const place of removals) expect(rows.delete(place)).toBe(true);
  for (const { folded_name: _, ...row } of overwritten) {
    expect(rows.has(row.place)).toBe(true);
    rows.set(row.place, row);
    expectUnique([...rows.values()]);
  }
  for (const { folded_name: _, ...row } of appended) {
    expect(row.place).toBeGreaterThan(Math.max(-1, ...rows.keys()));
    rows.set(row.place, row);
    expectUnique([...rows.values()]);
  }
  return [...rows.values()].toSorted((one, other) => one.place - other.place);
}

function expectUnique(entries: readonly Entry[]): void {
  const keys = entries.map(({ user_id, user_name }) =>
    user_id === null ? `name ${user_name}` : `id ${user_id}`,
  );
  expect(new Set(keys).size).toBe(keys.length);
}

function remove(entries: readonly Entry[], users: readonly UserInfo[]): readonly Entry[] {
  const { ids, names } = removalsOf(users);
  return entries.filter(
    ({ user_id, user_name }) =>
      !(user_id !== null && ids.includes(user_id)) &&
      !(user_name !== null && names.includes(user_name)),
  );
}

describe("the rules on entries", () => {
  it("do what the contract says, with any changes, from what was found of a request", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        let entries: readonly Entry[] = [];
        let model: readonly UserInfo[] = [];
        const large = largeList();
        for (const request of changes) {
          const { update_type, non_migrate_users } = request;
          entries = (update_type === "ADD" ? write : remove)(entries, non_migrate_users);
          model = applied(model, request);
          large.apply(request);
          expect(entries.map(userOf)).toEqual(model);
          expect(large.entries(), "the model for long lists").toEqual(model);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("write nothing where nothing changes", () => {
    const entries = [{ place: 4, user_id: "1", user_name: "a" }];
    const users = [{ user_id: "1", user_name: "a" }, { user_name: "a" }];
    const plan = planAdditions(users, find(entries, users));
    expect(plan).toEqual({ removals: [], overwritten: [], appended: [] });
  });
});

describe("the ranges of a configuration's places", () => {
  it("lead to the n-th entry, and drop what is empty", () => {
    // Beyond 32 bits, on both sides of ranges of every level, and with gaps that leave some empty.
    const places = [0, 4000, 262_100, 2 ** 40 - 100].flatMap((first) =>
      Array.from({ length: 200 }, (_, index) => first + index),
    );
    const removed = places.filter((place) => place % 3 === 0 || (place >= 64 && place < 128));
    const rows = new Map<string, { level: number; first: number; n: number }>();
    for (const row of [...rangeChanges(places, []), ...rangeChanges([], removed)]) {
      const key = `${row.level} ${row.first}`;
      const n = (rows.get(key)?.n ?? 0) + row.n;
      if (n === 0) rows.delete(key);
      else rows.set(key, { ...row, n });
    }
    const left = places.filter((place) => !removed.includes(place));
    const inside = (level: number, from: number, to: number) =>
      [...rows.values()].filter(
        (row) => row.level === level && row.first >= from && row.first < to,
      );
    for (const offset of [...left.keys(), left.length]) {
      const found = locate(offset, {
        count: (...range) => inside(...range).reduce((sum, { n }) => sum + n, 0),
        next(...range) {
          const [row] = inside(...range).toSorted((one, other) => one.first - other.first);
          return row && [row.first, row.n];
        },
      });
      const place = found && left.filter((each) => each >= found.place)[found.skip];
      expect(place).toBe(left[offset]);
    }
  });
});
