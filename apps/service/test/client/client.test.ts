import {
  AuthenticationError,
  BadRequestError,
  BulkError,
  createHotspotClient,
  NotFoundError,
  PermissionDeniedError,
  safe,
} from "@hotspot-session/client";
import { startVerifier, type Verifier } from "@hotspot-session/mock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startService } from "../service.ts";

// Every request goes through Prism's validating proxy: at its end a violation of the contract by either
// side that no test takes is an error.

let verifier: Verifier;
let access: { readonly baseUrl: string; readonly projectId: string; readonly token: string };
const running = new AsyncDisposableStack();
beforeAll(async () => {
  const service = running.use(await startService());
  verifier = running.use(
    await startVerifier(await service.app.listen({ host: "127.0.0.1", port: 0 })),
  );
  access = { baseUrl: verifier.url, projectId: service.project, token: service.token };
});
afterAll(() => running.disposeAsync());

const connect = () => createHotspotClient(access);

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
const users = (from: number, end: number) =>
  Array.from({ length: end - from }, (_, n) => ({ user_id: `user-${from + n}` }));

/** The operations on the users of a new configuration. */
async function created() {
  const hotspot = connect();
  const { id } = await hotspot.configs.create(settings);
  const count = async () => (await hotspot.nonMigrationUsers.list(id)).total_count;
  return { ...hotspot.nonMigrationUsers, id, count };
}

describe("the client's errors, from the real service,", () => {
  it("tell a wrong input, an unknown token, another project and no configuration apart", async () => {
    const as = (token: string, projectId: string) =>
      createHotspotClient({ ...access, projectId, token }).configs.list();
    const failures = await Promise.all([
      safe(connect().configs.list({ limit: 0 })),
      safe(as("x".repeat(43), access.projectId)),
      safe(as(access.token, "another")),
      safe(connect().nonMigrationUsers.list("0".repeat(32))),
    ]);
    // Only the first breaks the contract: it does not say which tokens there are.
    expect(verifier.takeViolations()).toMatchObject([{ location: "request.query.limit" }]);
    const classes = [BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError];
    for (const [n, { error }] of failures.entries()) {
      expect(error).toBeInstanceOf(classes[n]);
      expect(error).toMatchObject({
        requestId: expect.stringMatching(/^.{8,}$/),
        error_code: `WKS.00000${error?.status}`,
        attempts: 1,
        uncertain: false,
      });
    }
  });
});

describe("the client's pages, of the real service,", () => {
  it("are all the users that match, in their order", async () => {
    const { add, iterate, id } = await created();
    const named = users(0, 134).map(({ user_id }, n) => ({ user_id, user_name: `Müller ${n}` }));
    await add(id, named);
    const found = await iterate(id, { user_name: "MÜLLER 12" }).all({ max: 50 });
    expect(found).toEqual([named[12], ...named.slice(120, 130)]);
  });

  it("neither skip nor repeat a user while users are added", async () => {
    const { add, iterate, id } = await created();
    await add(id, users(0, 200));
    const seen: unknown[] = [];
    for await (const user of iterate(id)) {
      seen.push(user);
      // Existing users keep their places; the others are appended.
      if (seen.length === 50) await add(id, users(0, 350));
    }
    expect(seen).toEqual(users(0, 350));
  });
});

describe("a large list, sent to the real service,", () => {
  it("goes in whole and in order, the later of two entries of one user last, and out again", async () => {
    const { add, remove, iterate, count, id } = await created();
    const named = (user_name: string) => ({ user_id: "twice", user_name });
    await add(id, [named("first"), ...users(0, 1500), named("last")]);
    expect(await iterate(id).all({ max: 1501 })).toEqual([named("last"), ...users(0, 1500)]);
    await remove(id, users(500, 3000));
    expect(await count()).toBe(501);
  });

  it("stops at a user that is refused, says who is in, and goes on from there", async () => {
    const { add, count, id } = await created();
    const all = users(0, 3500);
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
    expect(verifier.takeViolations()).toMatchObject([
      { location: "request.body.non_migrate_users.700.user_id" },
    ]);
    await add(id, all.slice(2000));
    expect(await count()).toBe(3500);
  });
});
