import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import type { UpdateNonMigrationUsersRequest, UserInfo } from "../src/index.ts";
import { NotFoundError } from "../src/index.ts";
import {
  applySync,
  changeUsers,
  planSync,
  type SyncProgress,
  syncTargetOf,
} from "../src/sync/index.ts";
import { clientOf, configId } from "./calls.ts";
import { startServer } from "./server.ts";

const usersOf = (length: number): UserInfo[] =>
  Array.from({ length }, (_, n) => ({ user_id: `user-${n}` }));

/** Entries of one kind each: by id, or by a name alone. */
const keyOf = ({ user_id, user_name }: UserInfo) => user_id ?? `name ${user_name}`;

/** A server with these entries, which refuses or loses the requests that change them from one on. */
async function startEntries(entries: readonly UserInfo[], from = Infinity, isLost = false) {
  const stored = new Map(entries.map((entry) => [keyOf(entry), entry]));
  let requests = 0;
  const server = await startServer(async (request, response) => {
    const body = await text(request);
    const { update_type, non_migrate_users }: UpdateNonMigrationUsersRequest = JSON.parse(body);
    requests += 1;
    if (requests >= from && !isLost) {
      response.writeHead(404, { "content-type": "application/json" });
      return response.end('{"error_code":"WKS.00000404","error_msg":"gone"}');
    }
    for (const user of non_migrate_users) {
      if (update_type === "ADD") stored.set(keyOf(user), user);
      else stored.delete(keyOf(user));
    }
    return requests >= from ? response.destroy() : response.end();
  });
  const { nonMigrationUsers } = clientOf(server.url);
  const target = syncTargetOf({ users: usersOf(2500), lines: [] });
  return {
    nonMigrationUsers,
    entries: () => [...stored.values()],
    plan: () => planSync(target, stored.values()),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const before: readonly UserInfo[] = [{ user_id: "user-1", user_name: "Ann" }, { user_name: "Old" }];

describe("a sync", () => {
  it("makes the changes of its plan, and says how far it is", async () => {
    await using server = await startEntries(before);
    const steps: SyncProgress[] = [];
    const onProgress = (step: SyncProgress) => void steps.push(step);
    const plan = await server.plan();
    expect(await applySync(server.nonMigrationUsers, configId, plan, { onProgress })).toEqual({
      end: "complete",
      made: 2501,
      uncertain: 0,
    });
    expect(server.entries().map(keyOf).toSorted()).toEqual(usersOf(2500).map(keyOf).toSorted());
    expect(steps).toEqual([
      { change: "add", applied: 0, users: 1, made: 0 },
      { change: "add", applied: 1, users: 1, made: 1 },
      { change: "add", applied: 0, users: 2499, made: 1 },
      { change: "add", applied: 1000, users: 2499, made: 1001 },
      { change: "add", applied: 2000, users: 2499, made: 2001 },
      { change: "add", applied: 2499, users: 2499, made: 2500 },
      { change: "remove", applied: 0, users: 1, made: 2500 },
      { change: "remove", applied: 1, users: 1, made: 2501 },
    ]);
  });

  it.each([
    ["refused", false, { made: 1001, uncertain: 0, cause: expect.any(NotFoundError) }],
    ["lost", true, { made: 1001, uncertain: 1000 }],
  ])("ends where a request is %s, and another plan finds the rest", async (_, isLost, expected) => {
    await using server = await startEntries(before, 3, isLost);
    const plan = await server.plan();
    const result = await applySync(server.nonMigrationUsers, configId, plan);
    expect(result).toMatchObject({ end: "failed", ...expected });
    const { additions, removals } = await server.plan();
    expect([additions.length, removals.length]).toEqual([isLost ? 499 : 1499, 1]);
  });
});

describe("a change of users", () => {
  it("that is cancelled waits for the request under way, and sends no other", async () => {
    await using server = await startEntries([]);
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = () => controller.abort();
    const options = { signal, onProgress };
    const users = usersOf(2500);
    expect(await changeUsers(server.nonMigrationUsers, configId, "add", users, options)).toEqual({
      end: "cancelled",
      applied: 1000,
      failed: [],
      unsentFrom: 1000,
      resumeFrom: 1000,
    });
    expect(server.entries()).toEqual(users.slice(0, 1000));
  });

  it("that cannot be sent at all is a TypeError", async () => {
    await using server = await startEntries([]);
    const change = changeUsers(server.nonMigrationUsers, "", "remove", usersOf(1));
    await expect(change).rejects.toThrow(TypeError);
  });
});
