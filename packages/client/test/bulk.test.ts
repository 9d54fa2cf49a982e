import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { BulkError, NotFoundError, type UserInfo } from "../src/index.ts";
import { clientOf, configId } from "./calls.ts";
import { startServer } from "./server.ts";

const json = { "content-type": "application/json" };
const users = (length: number): UserInfo[] =>
  Array.from({ length }, (_, n) => ({ user_id: `user-${n}` }));

type Behaviour = "apply" | "refuse" | "break" | "hold";

/** A server that applies changes of users, but treats the requests of some places in another behaviour. */
async function startUsers(behaviours: Readonly<Record<number, Behaviour>> = {}) {
  const applied: { update_type: string; ids: unknown[] }[] = [];
  /** Requests are answered when this number of them is under behaviour. */
  const state = { requests: 0, open: 0, most: 0, gate: 0, applied };
  const waiting: (() => void)[] = [];
  const server = await startServer(async (request, response) => {
    const behaviour = behaviours[state.requests++] ?? "apply";
    state.open += 1;
    state.most = Math.max(state.most, state.open);
    response.on("close", () => void (state.open -= 1));
    const body: unknown = JSON.parse(await text(request));
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
    if (isUpdate(body)) {
      const ids = body.non_migrate_users.map(({ user_id }) => user_id);
      applied.push({ update_type: body.update_type, ids });
    }
    return response.writeHead(200, json).end();
  });
  return { ...server, state };
}

function isUpdate(
  body: unknown,
): body is { update_type: string; non_migrate_users: readonly UserInfo[] } {
  return typeof body === "object" && body !== null && "non_migrate_users" in body;
}

async function bulkFailureOf(call: Promise<void>): Promise<BulkError> {
  const [{ status, ...outcome }] = await Promise.allSettled([call]);
  const reason = "reason" in outcome ? outcome.reason : undefined;
  if (reason instanceof BulkError) return reason;
  throw new Error(`a BulkError was expected; it was ${status}`, { cause: reason });
}

describe.each([
  ["add", "ADD"],
  ["remove", "DELETE"],
] as const)("%s", (method, update_type) => {
  it.each([
    [1, [1]],
    [1000, [1000]],
    [1001, [1000, 1]],
    [2500, [1000, 1000, 500]],
  ])("sends %i users as %j, in order", async (length, sizes) => {
    await using server = await startUsers();
    await clientOf(server.url).nonMigrationUsers[method](configId, users(length));
    const { applied } = server.state;
    expect(applied.map(({ ids }) => ids.length)).toEqual(sizes);
    expect(applied.flatMap(({ ids }) => ids)).toEqual(users(length).map(({ user_id }) => user_id));
    expect(new Set(applied.map((one) => one.update_type))).toEqual(new Set([update_type]));
  });
});

describe("users", () => {
  it("may come from any iterable, sync or async", async () => {
    await using server = await startUsers();
    const { nonMigrationUsers } = clientOf(server.url);
    await nonMigrationUsers.add(configId, new Set(users(2)));
    await nonMigrationUsers.add(configId, users(2).values());
    await nonMigrationUsers.add(
      configId,
      (async function* () {
        yield* users(2);
      })(),
    );
    expect(server.state.applied.map(({ ids }) => ids)).toEqual([
      ["user-0", "user-1"],
      ["user-0", "user-1"],
      ["user-0", "user-1"],
    ]);
  });

  it("that are none are not sent", async () => {
    await using server = await startUsers();
    await clientOf(server.url).nonMigrationUsers.add(configId, []);
    expect(server.state.requests).toBe(0);
  });

  it("go one request at a time, unless concurrency says otherwise", async () => {
    await using server = await startUsers();
    const { nonMigrationUsers } = clientOf(server.url);
    await nonMigrationUsers.add(configId, users(5000));
    expect(server.state.most).toBe(1);
    server.state.gate = 4;
    await nonMigrationUsers.add(configId, users(8000), { concurrency: 4 });
    expect(server.state.most).toBe(4);
  });

  it("are counted while they go in", async () => {
    await using server = await startUsers();
    const seen: number[] = [];
    const onProgress = ({ applied }: { applied: number }) => void seen.push(applied);
    await clientOf(server.url).nonMigrationUsers.add(configId, users(2500), { onProgress });
    expect(seen).toEqual([1000, 2000, 2500]);
  });
});

describe("a change that fails", () => {
  it("says what is in, what is not, and where to go on", async () => {
    await using server = await startUsers({ 2: "refuse" });
    const error = await bulkFailureOf(
      clientOf(server.url).nonMigrationUsers.add(configId, users(4500)),
    );
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

  it("can be gone on with from there", async () => {
    await using server = await startUsers({ 1: "break" });
    const { nonMigrationUsers } = clientOf(server.url);
    const all = users(2500);
    const { resumeFrom } = await bulkFailureOf(nonMigrationUsers.add(configId, all));
    await nonMigrationUsers.add(configId, all.slice(resumeFrom));
    expect(server.state.applied.flatMap(({ ids }) => ids)).toEqual(all.map((user) => user.user_id));
  });

  it("says what may be in where the answer was lost", async () => {
    await using server = await startUsers({ 1: "break" });
    const error = await bulkFailureOf(
      clientOf(server.url).nonMigrationUsers.remove(configId, users(3000)),
    );
    expect(error).toMatchObject({
      applied: 1000,
      failed: [{ offset: 1000, count: 1000, uncertain: true }],
      resumeFrom: 1000,
      unsentFrom: 2000,
      uncertain: true,
    });
  });

  it("waits for other requests under behaviour, and counts them too", async () => {
    await using server = await startUsers({ 0: "refuse" });
    server.state.gate = 3;
    const error = await bulkFailureOf(
      clientOf(server.url).nonMigrationUsers.add(configId, users(9000), { concurrency: 3 }),
    );
    expect(error.failed).toMatchObject([{ count: 1000, uncertain: false }]);
    expect(error.applied).toBeGreaterThanOrEqual(2000);
    expect(error.applied).toBe(error.unsentFrom - 1000);
    expect(error.resumeFrom).toBe(error.failed[0]?.offset);
    expect(server.state.applied.flatMap(({ ids }) => ids)).toHaveLength(error.applied);
  });

  it.each([1, 3])(
    "by the source itself, with concurrency %i, says how far it came",
    async (concurrency) => {
      await using server = await startUsers();
      const reason = new Error("the file ends here");
      async function* source() {
        yield* users(1500);
        throw reason;
      }
      const error = await bulkFailureOf(
        clientOf(server.url).nonMigrationUsers.add(configId, source(), { concurrency }),
      );
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
    },
  );

  it("by onProgress ends the change", async () => {
    await using server = await startUsers();
    const onProgress = () => {
      throw new Error("enough");
    };
    const add = clientOf(server.url).nonMigrationUsers.add(configId, users(3000), { onProgress });
    expect(await bulkFailureOf(add)).toMatchObject({ applied: 1000, resumeFrom: 1000 });
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
    await bulkFailureOf(clientOf(server.url).nonMigrationUsers.add(configId, source()));
    await expect.poll(() => isClosed).toBe(true);
  });
});

describe("an aborted change", () => {
  it("says that the request under way may be in", async () => {
    await using server = await startUsers({ 1: "hold" });
    const controller = new AbortController();
    const { signal } = controller;
    const add = clientOf(server.url).nonMigrationUsers.add(configId, users(3000), { signal });
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
    const add = clientOf("http://127.0.0.1:9").nonMigrationUsers.add(configId, source, { signal });
    controller.abort(new Error("changed my mind"));
    expect(await bulkFailureOf(add)).toMatchObject({ applied: 0, resumeFrom: 0, failed: [] });
    const late = clientOf("http://127.0.0.1:9").nonMigrationUsers.remove(configId, source, {
      signal,
    });
    expect(await bulkFailureOf(late)).toMatchObject({ applied: 0, error_msg: "changed my mind" });
  });
});

describe("what cannot be sent at all", () => {
  it("is a TypeError before anything is sent", async () => {
    const { nonMigrationUsers } = clientOf("http://127.0.0.1:9");
    await expect(nonMigrationUsers.add("..", users(1))).rejects.toBeInstanceOf(TypeError);
    await expect(nonMigrationUsers.add(configId, users(1), { concurrency: 0 })).rejects.toThrow(
      "concurrency: must be a number, 1 or more",
    );
  });
});
