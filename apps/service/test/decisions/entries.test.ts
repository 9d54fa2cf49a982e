import type { UserInfo } from "@hotspot-session/types";
import { expect, it } from "vitest";

import { sharedService } from "../service.ts";
import { usersOf } from "../store/requests.ts";

// One example of each rule. That every engine keeps the rules in any order is tested with the model
// in `model.ts`, by `store/`.

/** `1:bob 2 :ann` are an id with a name, an id alone and a name alone. */
const list = (text: string): UserInfo[] =>
  text.split(" ").flatMap((entry) => {
    const [user_id, user_name] = entry.split(":");
    return entry === "" ? [] : [{ ...(user_id && { user_id }), ...(user_name && { user_name }) }];
  });

/** A rule, a list, changes to it, and what is left. */
it.each([
  ["UserInfo has an id, a name or both", "1:bob 2 :ann", [], "1:bob 2 :ann"],
  ["an entry without an id is its exact user_name", ":bob :Bob", [], ":bob :Bob"],
  ["ADD overwrites the entry of that id in its place", "1:a 2", ["ADD 1:b"], "1:b 2"],
  ["ADD of an id alone takes the name from its entry", "1:a 2", ["ADD 1"], "1 2"],
  [
    "ADD drops an entry of that name alone where another has the id",
    ":a 2 1",
    ["ADD 1:a"],
    "2 1:a",
  ],
  ["ADD gives its id to an entry of that name alone, in its place", ":a 2", ["ADD 1:a"], "1:a 2"],
  ["ADD appends a new id, and a name alone that is new", "2", ["ADD 1:a :b"], "2 1:a :b"],
  ["ADD of a name alone that any entry has changes nothing", "1:a :b", ["ADD :a :b"], "1:a :b"],
  ["DELETE removes the entry of that id, with any name", "1:a 2:a", ["DELETE 1:b"], "2:a"],
  ["DELETE of a name alone removes all that have it", "1:a :a 2:b", ["DELETE :a"], "2:b"],
  ["DELETE skips what is not there", "1:a :b", ["DELETE 7:a :A"], "1:a :b"],
  ["an entry that comes again after its DELETE is appended", "1 2", ["DELETE 1", "ADD 1"], "2 1"],
  ["the same entry twice in a request is applied in order", "", ["ADD 1:a 1:b"], "1:b"],
  ["so it is in a new configuration", ":a :a 1:a 1", [], "1"],
])("%s", async (_, start, changes, left) => {
  await using service = await sharedService();
  const id = await service.create(list(start));
  for (const change of changes) {
    const [update_type = "", ...users] = change.split(" ");
    const body = { update_type, non_migrate_users: list(users.join(" ")) };
    const answer = await service.send({ method: "PATCH", url: service.users(id), body });
    expect(answer.status).toBe(200);
  }
  expect(await usersOf(service.store, service.project, id)).toEqual(list(left));
});
