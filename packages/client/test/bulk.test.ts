import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { BulkError, type BulkOptions, NotFoundError, type UserInfo } from "../src/index.ts";
import { clientOf, configId, failureOf } from "./calls.ts";
import { startServer } from "./server.ts";

const json = { "content-type": "application/json" };
const users = (length: number): UserInfo[] =>
  Array.from({ length }, (_, n) => ({ user_id: `user-${n}` }));

type Behaviour = "apply" | "refuse" | "break" | "hold";

/** A server that applies changes of users, but treats the requests of some places in another way. */
async function startUsers(behaviours: Readonly<Record<number, Behaviour>> = {}) {
  const applied: { update_type: string; ids: unknown[] }[] = [];
  /** Requests are answered when as many as the gate says are under way. */
  const state = { requests: 0, open: 0, most: 0, gate: 0, applied };
  const waiting: (() => void)[] = [];
  const server = await startServer(async (request, response) => {
    const behaviour = behaviours[state.requests++] ?? "apply";
    state.open += 1;
    state.most = Math.max(state.most, state.open);
    response.on("close", () => void (state.open -= 1));
    const {
      update_type,
      non_migrate_users,
    }: { update_type: string; non_migrate_users: UserInfo[] } = JSON.parse(await text(request));
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length < state.gate) return;
      state.gate = 0;
      for (const go of waiting.splice(0)) go();
    });
    if (behaviour === "break") return response.destroy();
    if (behaviour === "hold") return undefined;
    if (behaviour === "refuse") {
      return response.writeHead(404, json).end('{"error_code":"WKS.00000404","error_msg":"gone"}');
    }
    applied.push({ update_type, ids: non_migrate_users.map(({ user_id }) => user_id) });
    return response.writeHead(200, json).end();
  });
  const { nonMigrationUsers } = clientOf(server.url);
  const add = (list: Parameters<typeof nonMigrationUsers.add>[1], options?: BulkOptions) =>
    nonMigrationUsers.add(configId, list, options);
  const idsOf = () => applied.flatMap(({ ids }) => ids);
  return { ...server, state, nonMigrationUsers, add, idsOf };
}

async function bulkFailureOf(call: Promise<void>): Promise<BulkError> {
  const error = await failureOf(call);
  if (error instanceof BulkError) return error;
  throw error;
}

describe.each([
  ["add", "ADD"],
  ["remove", "DELETE"],
] as const)("%s", (method, update_type) => {
  it.each([
    [0, []],
    [1, [1]],
    [1000, [1000]],
    [2500, [1000, 1000, 500]],
  ])("sends %i users as %j, in order", async (length, sizes) => {
    await using server = await startUsers();
    await server.nonMigrationUsers[method](configId, users(length));
    const { applied } = server.state;
    expect(applied.map(({ ids }) => ids.length)).toEqual(sizes);
    expect(server.idsOf()).toEqual(users(length).map(({ user_id }) => user_id));
    expect(applied.every((one) => one.update_type === update_type)).toBe(true);
  });
});

describe("users", () => {
  it.each([
    ["a set", () => new Set(users(2))],
    ["an iterator", () => users(2).values()],
    [
      "an async generator",
      async function* () {
        yield* users(2);
      },
    ],
  ])("may come from %s", async (_, source) => {
    await using server = await startUsers();
    await server.add(source());
    expect(server.idsOf()).toEqual(["user-0", "user-1"]);
  });

  it("go one request at a time, unless concurrency says otherwise", async () => {
    await using server = await startUsers();
    await server.add(users(5000));
    expect(server.state.most).toBe(1);
    server.state.gate = 4;
    await server.add(users(8000), { concurrency: 4 });
    expect(server.state.most).toBe(4);
  });

  it("are counted as they are applied", async () => {
    await using server = await startUsers();
    const seen: number[] = [];
    await server.add(users(2500), { onProgress: ({ applied }) => void seen.push(applied) });
    expect(seen).toEqual([1000, 2000, 2500]);
  });
});

describe("a change that fails", () => {
  it("says what is applied, what is not, and where to continue", async () => {
    await using server = await startUsers({ 2: "refuse" });
    const error = await bulkFailureOf(server.add(users(4500)));
    expect(error).toMatchObject({
      kind: "Bulk",
      status: 404,
      error_msg: "gone",
      applied: 2000,
      failed: [{ offset: 2000, count: 1000, uncertain: false }],
      unsentFrom: 3000,
      resumeFrom: 2000,
      uncertain: false,
    });
    expect(error.cause).toBeInstanceOf(NotFoundError);
    expect(error.failed[0]?.error).toBe(error.cause);
    expect(server.state.requests).toBe(3);
  });

  it("says what may be applied where the answer was lost, and can be continued", async () => {
    await using server = await startUsers({ 1: "break" });
    const error = await bulkFailureOf(server.add(users(3000)));
    expect(error).toMatchObject({
      applied: 1000,
      failed: [{ offset: 1000, count: 1000, uncertain: true }],
      resumeFrom: 1000,
      unsentFrom: 2000,
      uncertain: true,
    });
    await server.add(users(3000).slice(error.resumeFrom));
    expect(server.idsOf()).toEqual(users(3000).map((user) => user.user_id));
  });

  it("waits for other requests under way, and counts them too", async () => {
    await using server = await startUsers({ 0: "refuse" });
    server.state.gate = 3;
    const error = await bulkFailureOf(server.add(users(9000), { concurrency: 3 }));
    expect(error.failed).toMatchObject([{ count: 1000, uncertain: false }]);
    expect(error.applied).toBeGreaterThanOrEqual(2000);
    expect(error.applied).toBe(error.unsentFrom - 1000);
    expect(error.resumeFrom).toBe(error.failed[0]?.offset);
    expect(server.idsOf()).toHaveLength(error.applied);
  });

  it.each([1, 3])("by its source, with concurrency %i, is a BulkError too", async (concurrency) => {
    await using server = await startUsers();
    const reason = new Error("the file ends here");
    async function* source() {
      yield* users(1500);
      throw reason;
    }
    const error = await bulkFailureOf(server.add(source(), { concurrency }));
    expect(error).toMatchObject({
      operation: "UpdateNonMigrationUsers",
      error_msg: "the file ends here",
      applied: 1000,
      failed: [],
      unsentFrom: 1000,
      resumeFrom: 1000,
      uncertain: false,
    });
    expect(error.cause).toBe(reason);
  });

  it("by onProgress ends the change", async () => {
    await using server = await startUsers();
    const onProgress = () => {
      throw new Error("enough");
    };
    const error = await bulkFailureOf(server.add(users(3000), { onProgress }));
    expect(error).toMatchObject({ applied: 1000, resumeFrom: 1000 });
  });

  it("closes the source", async () => {
    await using server = await startUsers({ 0: "refuse" });
    let isClosed = false;
    function* source() {
      try {
        yield* users(5000);
      } finally {
        isClosed = true;
      }
    }
    await bulkFailureOf(server.add(source()));
    await expect.poll(() => isClosed).toBe(true);
  });
});

describe("an aborted change", () => {
  it("says that the request under way may be applied", async () => {
    await using server = await startUsers({ 1: "hold" });
    const controller = new AbortController();
    const add = server.add(users(3000), { signal: controller.signal });
    await expect.poll(() => server.state.requests).toBe(2);
    controller.abort();
    expect(await bulkFailureOf(add)).toMatchObject({
      applied: 1000,
      failed: [{ offset: 1000, count: 1000, uncertain: true, error: { kind: "Aborted" } }],
      unsentFrom: 2000,
    });
  });

  it("ends though the source yields nothing", async () => {
    const source: AsyncIterable<UserInfo> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    };
    const controller = new AbortController();
    const { signal } = controller;
    const { nonMigrationUsers } = clientOf("http://127.0.0.1:9");
    const early = nonMigrationUsers.add(configId, source, { signal });
    controller.abort(new Error("changed my mind"));
    const late = nonMigrationUsers.remove(configId, source, { signal });
    for (const change of [early, late]) {
      expect(await bulkFailureOf(change)).toMatchObject({
        applied: 0,
        failed: [],
        resumeFrom: 0,
        error_msg: "changed my mind",
      });
    }
  });
});

it("a change that cannot be sent at all is a TypeError", async () => {
  const { nonMigrationUsers } = clientOf("http://127.0.0.1:9");
  await expect(nonMigrationUsers.add("..", users(1))).rejects.toBeInstanceOf(TypeError);
  await expect(nonMigrationUsers.add(configId, users(1), { concurrency: 0 })).rejects.toThrow(
    "concurrency: must be a number, 1 or more",
  );
});
