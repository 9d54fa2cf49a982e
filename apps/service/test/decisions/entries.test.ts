import type { UserInfo } from "@hotspot-session/types";
import { expect, it } from "vitest";

import { sharedService } from "../service.ts";
import { usersOf } from "../store/requests.ts";

// One example of each rule. That every engine keeps the rules in any order is tested with the model
// in `model.ts`, by `store/`.

const one = (user_name?: string) => ({ user_id: "1", ...(user_name && { user_name }) });
const named = (user_name: string) => ({ user_name });
const others = [{ user_id: "0" }, { user_id: "9" }];
const people = [
  one("bob"),
  { user_id: "2", user_name: "bob" },
  { user_id: "3", user_name: "eve" },
  named("ann"),
];
type Change = readonly ["ADD" | "DELETE", ...UserInfo[]];

/** What is left of a list after the changes. */
const rules: readonly (readonly [
  rule: string,
  start: readonly UserInfo[],
  changes: readonly Change[],
  left: readonly UserInfo[],
])[] = [
  ["UserInfo has an id, a name or both", people, [], people],
  [
    "an entry is its exact user_name where it has no id",
    [named("bob"), named("Bob"), named("bob ")],
    [],
    [named("bob"), named("Bob"), named("bob ")],
  ],
  [
    "ADD overwrites the entry of that id in its place",
    [one("old"), ...others],
    [["ADD", one("new")]],
    [one("new"), ...others],
  ],
  [
    "ADD takes the name from the entry of that id when it gives none",
    [one("old"), ...others],
    [["ADD", one()]],
    [one(), ...others],
  ],
  [
    "ADD drops an entry that has only that name when another has the id",
    [named("bob"), ...others, one()],
    [["ADD", one("bob")]],
    [...others, one("bob")],
  ],
  [
    "ADD gives its id to an entry that has only that name, in its place, when none has the id",
    [named("bob"), ...others],
    [["ADD", one("bob")]],
    [one("bob"), ...others],
  ],
  [
    "ADD appends an id that is new, and a name alone that no entry has",
    others,
    [["ADD", one("bob"), named("eve")]],
    [...others, one("bob"), named("eve")],
  ],
  [
    "ADD changes nothing for a name alone that any entry has",
    people,
    [["ADD", named("bob"), named("ann")]],
    people,
  ],
  [
    "DELETE removes the entry of that id, with any name",
    people,
    [["DELETE", one("eve")]],
    people.slice(1),
  ],
  [
    "DELETE removes every entry of a name given alone, with an id or without",
    people,
    [["DELETE", named("bob"), named("ann")]],
    people.slice(2, 3),
  ],
  [
    "DELETE skips what is not there",
    people,
    [["DELETE", { user_id: "7", user_name: "bob" }, named("Bob")]],
    people,
  ],
  [
    "an entry that was deleted and comes again is appended",
    people,
    [
      ["DELETE", one()],
      ["ADD", one()],
    ],
    [...people.slice(1), one()],
  ],
  [
    "the same entry twice in a request is applied in order: the last wins",
    [],
    [["ADD", one("a"), one("b")]],
    [one("b")],
  ],
  ["so it is in a new configuration", [named("a"), named("a"), one("a"), one()], [], [one()]],
];

it.each(rules)("%s", async (_, start, changes, left) => {
  await using service = await sharedService();
  const id = await service.create(start);
  for (const [update_type, ...non_migrate_users] of changes) {
    const body = { update_type, non_migrate_users };
    const answer = await service.send({ method: "PATCH", url: service.users(id), body });
    expect(answer.status).toBe(200);
  }
  expect(await usersOf(service.store, service.project, id)).toEqual(left);
});
