import { describe, expect, it } from "vitest";

import { manyUsers } from "./bulk/lists.ts";
import { settingsFor } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startServer } from "./server.ts";

const users = manyUsers(250);

/** A server whose pages these are, and which counts the requests that change something. */
async function startPages(pageOf: (offset: number, limit: number) => unknown) {
  let changes = 0;
  const server = await startServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://any");
    if (request.method !== "GET") changes += 1;
    const number = (name: string) => Number(searchParams.get(name) ?? 0);
    response.end(JSON.stringify(pageOf(number("offset"), number("limit"))));
  });
  return {
    changes: () => changes,
    run: (line: string, input?: string) => program(line.split(" "), settingsFor(server.url), input),
    [Symbol.asyncDispose]: server.close,
  };
}

const page = (from: number, to: number) => ({
  total_count: users.length,
  non_migrate_users: users.slice(from, to),
});

describe("where a server pages in another way", () => {
  it.each([
    ["ignores the offset", (_: number, limit: number) => page(0, limit)],
    ["ends before its total", (offset: number) => page(offset, Math.min(offset + 100, 120))],
  ])("a list fails, and a sync changes nothing, where it %s", async (_, pageOf) => {
    await using server = await startPages(pageOf);
    expect(await server.run("user list c --all")).toMatchObject({ code: 5 });
    const sync = "user sync c - --format lines --yes --max-removals 1000";
    expect(await server.run(sync, "Ann\n")).toMatchObject({ code: 5, stdout: "" });
    expect(server.changes()).toBe(0);
  });
});
