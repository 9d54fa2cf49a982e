import { BulkError } from "@hotspot-session/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startService } from "./service.ts";

let service: Awaited<ReturnType<typeof startService>>;
beforeAll(async () => {
  service = await startService();
});
afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
function* users(first: number, end: number) {
  for (let n = first; n < end; n += 1) yield { user_id: `user-${n}` };
}

async function created() {
  const hotspot = service.connect();
  const { id } = await hotspot.configs.create(settings);
  const count = async () => (await hotspot.nonMigrationUsers.list(id)).total_count;
  return { ...hotspot.nonMigrationUsers, id, count };
}

describe("a large list, sent to the real service,", () => {
  it("goes in whole and in order, and out again", async () => {
    const { add, remove, iterate, count, id } = await created();
    await add(id, users(0, 10_500));
    expect(await iterate(id).all({ max: 10_500 })).toEqual([...users(0, 10_500)]);
    await remove(id, users(500, 20_000));
    expect(await iterate(id).all({ max: 500 })).toEqual([...users(0, 500)]);
    expect(await count()).toBe(500);
  });

  it("goes in whole with requests at the same time, where nobody occurs twice", async () => {
    const { add, count, id } = await created();
    await add(id, users(0, 10_500), { concurrency: 4 });
    expect(await count()).toBe(10_500);
  });

  it("lets the later of two entries of one user win, requests apart", async () => {
    const { add, iterate, id } = await created();
    const named = (user_name: string) => ({ user_id: "twice", user_name });
    await add(id, [named("first"), ...users(0, 1500), named("last")]);
    const [first] = await iterate(id).all({ max: 1501 });
    expect(first).toEqual(named("last"));
  });

  it("stops at a user that is refused, says who is in, and goes on from there", async () => {
    const { add, count, id } = await created();
    const all = [...users(0, 3500)];
    const wrong = all.with(2700, { user_id: "x".repeat(129) });
    const [outcome] = await Promise.allSettled([add(id, wrong)]);
    const error = outcome.status === "rejected" ? outcome.reason : undefined;
    expect(error).toBeInstanceOf(BulkError);
    expect(error).toMatchObject({
      status: 400,
      error_msg: expect.stringContaining("non_migrate_users[700].user_id"),
      applied: 2000,
      failed: [{ offset: 2000, count: 1000, uncertain: false }],
      unsentFrom: 3000,
      resumeFrom: 2000,
    });
    expect(service.takeViolations()).toMatchObject([
      { location: "request.body.non_migrate_users.700.user_id" },
    ]);
    expect(await count()).toBe(2000);
    await add(id, all.slice(2000));
    expect(await count()).toBe(3500);
  });
});
