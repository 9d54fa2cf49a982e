import { describe, expect, it } from "vitest";

import { clientOf, configId, failureOf } from "./calls.ts";
import { startServer } from "./server.ts";

const json = { "content-type": "application/json" };
const usersFrom = (first: number, end: number) =>
  Array.from({ length: Math.max(0, end - first) }, (_, n) => ({ user_id: `user-${first + n}` }));

/** A server with a list of users, or of configurations, that may grow; it notes what it is asked. */
async function startList(length: number) {
  const list = { length, asked: [] as string[], aborted: 0, hold: false };
  const server = await startServer((request, response) => {
    const { search, searchParams } = new URL(request.url ?? "", "http://localhost");
    list.asked.push(search);
    response.on("close", () => {
      if (!response.writableEnded) list.aborted += 1;
    });
    const offset = Number(searchParams.get("offset"));
    if (list.hold && offset > 0) return;
    const page = usersFrom(
      offset,
      Math.min(list.length, offset + Number(searchParams.get("limit"))),
    );
    const body = { items: page, non_migrate_users: page, total_count: list.length };
    response.writeHead(200, json).end(JSON.stringify(body));
  });
  return { ...server, list };
}

const idsOf = async (entries: AsyncIterable<object>) => {
  const ids: unknown[] = [];
  for await (const entry of entries) ids.push(Object.values(entry)[0]);
  return ids;
};
const ids = (length: number) => usersFrom(0, length).map(({ user_id }) => user_id);

describe("iterate", () => {
  it.each([
    [0, 1],
    [1, 1],
    [99, 1],
    [100, 2],
    [101, 2],
    [250, 3],
  ])("over %i users asks for %i pages of 100", async (length, requests) => {
    await using server = await startList(length);
    const users = clientOf(server.url).nonMigrationUsers.iterate(configId);
    expect(await idsOf(users)).toEqual(ids(length));
    expect(server.list.asked).toEqual(
      Array.from({ length: requests }, (_, n) => `?offset=${n * 100}&limit=100`),
    );
  });

  it("keeps the filter, and takes its own start and size of a page", async () => {
    await using server = await startList(7);
    const query = { user_name: "ü", offset: 2, limit: 3 };
    const users = clientOf(server.url).nonMigrationUsers.iterate(configId, query);
    expect(await idsOf(users)).toEqual(ids(7).slice(2));
    expect(server.list.asked[1]).toBe("?user_name=%C3%BC&offset=5&limit=3");
  });

  it("over configurations works alike", async () => {
    await using server = await startList(150);
    expect(await idsOf(clientOf(server.url).configs.iterate())).toEqual(ids(150));
  });

  it("starts anew each time", async () => {
    await using server = await startList(3);
    const configs = clientOf(server.url).configs.iterate();
    expect(await idsOf(configs)).toEqual(await idsOf(configs));
  });

  it("asks for the next page while one is handed out", async () => {
    await using server = await startList(300);
    const users = clientOf(server.url).nonMigrationUsers.iterate(configId)[Symbol.asyncIterator]();
    await users.next();
    await expect.poll(() => server.list.asked).toHaveLength(2);
    await users.return();
  });

  it("sees what is added at the end meanwhile, and neither skips nor repeats", async () => {
    await using server = await startList(100);
    const seen: unknown[] = [];
    for await (const { user_id } of clientOf(server.url).nonMigrationUsers.iterate(configId, {
      limit: 10,
    })) {
      seen.push(user_id);
      if (seen.length <= 50) server.list.length += 1;
    }
    expect(seen).toEqual(ids(150));
  });

  it("aborts the page under way when the loop is left", async () => {
    await using server = await startList(300);
    server.list.hold = true;
    for await (const _ of clientOf(server.url).nonMigrationUsers.iterate(configId)) {
      await expect.poll(() => server.list.asked).toHaveLength(2);
      break;
    }
    await expect.poll(() => server.list.aborted).toBe(1);
  });

  it("ends by the caller's signal", async () => {
    await using server = await startList(300);
    server.list.hold = true;
    const controller = new AbortController();
    const { signal } = controller;
    const users = clientOf(server.url).nonMigrationUsers.iterate(configId, {}, { signal });
    let count = 0;
    const error = await failureOf(
      (async () => {
        for await (const _ of users) {
          count += 1;
          if (count === 100) controller.abort();
        }
      })(),
    );
    expect(error.kind).toBe("Aborted");
    expect(count).toBe(100);
  });

  it("hands out a page that it has before it fails with the next one", async () => {
    await using server = await startServer((request, response) => {
      if (request.url?.includes("offset=0")) {
        response.writeHead(200, json).end(JSON.stringify({ items: usersFrom(0, 100) }));
      } else response.writeHead(404, json).end('{"error_code":"WKS.00000404","error_msg":"gone"}');
    });
    const seen: unknown[] = [];
    const error = await failureOf(
      (async () => {
        for await (const config of clientOf(server.url).configs.iterate()) seen.push(config);
      })(),
    );
    expect(error.kind).toBe("NotFound");
    expect(seen).toHaveLength(100);
  });
});

describe("all", () => {
  it("is everything in an array", async () => {
    await using server = await startList(150);
    const users = clientOf(server.url).nonMigrationUsers.iterate(configId);
    expect(await users.all({ max: 150 })).toEqual(usersFrom(0, 150));
  });

  it("cuts nothing off: more than max is an error", async () => {
    await using server = await startList(151);
    const users = clientOf(server.url).nonMigrationUsers.iterate(configId);
    const all = users.all({ max: 150 });
    await expect(all).rejects.toThrow(
      new RangeError("max: there are more than 150 entries; iterate, or raise it"),
    );
  });
});
