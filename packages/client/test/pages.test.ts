import { describe, expect, it } from "vitest";

import { clientOf, configId, failureOf } from "./calls.ts";
import { startServer } from "./server.ts";

const json = { "content-type": "application/json" };
const usersFrom = (first: number, end: number) =>
  Array.from({ length: Math.max(0, end - first) }, (_, n) => ({ user_id: `user-${first + n}` }));

interface Query {
  readonly offset: number;
  readonly limit: number;
}

/** A list of users, or of configurations, that may grow; it notes what it is asked. */
interface List {
  length: number;
  readonly asked: string[];
  aborted: number;
  /** Whether all pages but the first are withheld. */
  hold: boolean;
}

/** A server with a list, whose answers may depart from the contract. */
async function startList(
  length: number,
  answer: (list: List, query: Query) => object = answerPage,
) {
  const list: List = { length, asked: [], aborted: 0, hold: false };
  const server = await startServer((request, response) => {
    const { search, searchParams } = new URL(request.url ?? "", "http://localhost");
    list.asked.push(search);
    response.on("close", () => {
      if (!response.writableEnded) list.aborted += 1;
    });
    const [offset, limit] = [Number(searchParams.get("offset")), Number(searchParams.get("limit"))];
    if (list.hold && offset > 0) return;
    response.writeHead(200, json).end(JSON.stringify(answer(list, { offset, limit })));
  });
  return { ...server, list };
}

function answerPage({ length }: List, { offset, limit }: Query) {
  const page = usersFrom(offset, Math.min(length, offset + limit));
  return { items: page, non_migrate_users: page, total_count: length };
}

const idsOf = async (entries: AsyncIterable<object>) => {
  const ids: unknown[] = [];
  for await (const entry of entries) ids.push(Object.values(entry)[0]);
  return ids;
};
const ids = (length: number) => usersFrom(0, length).map(({ user_id }) => user_id);

describe("iterate", () => {
  it.each([
    [0, ["0"]],
    [99, ["0"]],
    [100, ["0", "100"]],
    [250, ["0", "100", "200"]],
  ])("over %i users asks for pages of 100 from %j on", async (length, offsets) => {
    await using server = await startList(length);
    const users = clientOf(server.url).nonMigrationUsers.iterate(configId);
    expect(await idsOf(users)).toEqual(ids(length));
    expect(server.list.asked).toEqual(offsets.map((offset) => `?offset=${offset}&limit=100`));
  });

  it("keeps the filter, and takes its own start and size of a page", async () => {
    await using server = await startList(7);
    const query = { user_name: "ü", offset: 2, limit: 3 };
    const users = clientOf(server.url).nonMigrationUsers.iterate(configId, query);
    expect(await idsOf(users)).toEqual(ids(7).slice(2));
    expect(server.list.asked[1]).toBe("?user_name=%C3%BC&offset=5&limit=3");
  });

  it("over configurations, of which no total is known, ends with an empty page", async () => {
    await using server = await startList(150);
    expect(await idsOf(clientOf(server.url).configs.iterate())).toEqual(ids(150));
    expect(server.list.asked.at(-1)).toBe("?offset=150&limit=100");
  });

  it("starts from the beginning each time", async () => {
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

  it("includes entries that are added during the loop, and neither skips nor repeats any", async () => {
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

describe.each([
  ["users", (url: string) => clientOf(url).nonMigrationUsers.iterate(configId)],
  ["configurations", (url: string) => clientOf(url).configs.iterate()],
] as const)("a server of 250 %s", (_, iterate) => {
  const withoutTotal = (list: List, query: Query) => ({
    ...answerPage(list, query),
    total_count: undefined,
  });

  it.each([
    [
      "answers at most 40 at a time",
      (list: List, query: Query) => answerPage(list, { ...query, limit: 40 }),
    ],
    [
      "answers at most 40, and no total",
      (list: List, query: Query) => withoutTotal(list, { ...query, limit: 40 }),
    ],
    ["answers no total", withoutTotal],
    [
      "answers all at once",
      (list: List, { offset }: Query) => answerPage(list, { offset, limit: 1000 }),
    ],
    [
      "answers the length of the page as the total",
      (list: List, query: Query) => ({
        ...answerPage(list, query),
        total_count: answerPage(list, query).items.length,
      }),
    ],
  ])("that %s gives them all", async (_title, answer) => {
    await using server = await startList(250, answer);
    expect(await idsOf(iterate(server.url))).toEqual(ids(250));
  });

  it.each([
    [
      "ignores offset",
      (list: List, query: Query) => answerPage(list, { ...query, offset: 0 }),
      "offset 100 on repeats an earlier one",
    ],
    [
      "ignores offset and limit",
      (list: List) => withoutTotal(list, { offset: 0, limit: 50 }),
      "offset 50 on repeats an earlier one",
    ],
    [
      "begins again behind the end",
      (list: List, { offset, limit }: Query) =>
        withoutTotal(list, { offset: offset % list.length, limit }),
      "offset 250 on repeats an earlier one",
    ],
    [
      "answers a page without its list",
      (list: List, query: Query) =>
        query.offset < 100 ? answerPage(list, query) : { total_count: list.length },
      /offset 100 on has no list|not of this operation/,
    ],
  ])("that %s is an error", async (_title, answer, message) => {
    await using server = await startList(250, answer);
    const error = await failureOf(idsOf(iterate(server.url)));
    expect(error).toMatchObject({ kind: "UnexpectedAnswer", status: 200, method: "GET" });
    expect(error.error_msg).toMatch(message);
  });
});

it("a total of more users than come is an error", async () => {
  await using server = await startList(250, (list, query) => ({
    ...answerPage(list, query),
    total_count: 251,
  }));
  const users = clientOf(server.url).nonMigrationUsers.iterate(configId);
  const error = await failureOf(users.all({ max: 1000 }));
  expect(error.error_msg).toBe(
    "the page from offset 250 on is empty, though there are 251 entries",
  );
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
    await expect(all).rejects.toThrow(new RangeError("max: there are more than 150 entries"));
  });
});
