import { describe, expect, it } from "vitest";

import { findConfig } from "../src/find-config.ts";
import { clientOf } from "./calls.ts";
import { startServer } from "./server.ts";

const ids = Array.from(
  { length: 300 },
  (_, n) => `019a2b5e7c1d7${n.toString(16).padStart(3, "0")}9f4a5b6c7d8e9f01`,
);

/** A server that has these configurations, and the pages that it was asked for. */
async function startList(all: readonly string[]) {
  const pages: string[] = [];
  const server = await startServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://any");
    const [offset, limit] = [Number(searchParams.get("offset")), Number(searchParams.get("limit"))];
    pages.push(`${offset}+${limit}`);
    const items = all.slice(offset, offset + limit).map((id) => ({ id }));
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ items }));
  });
  const { configs } = clientOf(server.url);
  const find = async (id: string) => (await findConfig(configs, id))?.id;
  return { pages, find, [Symbol.asyncDispose]: server.close };
}

describe("a configuration", () => {
  it("is found wherever it is in the list, by a few entries", async () => {
    for (const id of [0, 1, 137, 298, 299].map((n) => ids[n] ?? "")) {
      await using server = await startList(ids);
      expect(await server.find(id)).toBe(id);
      expect(server.pages.length).toBeLessThan(20);
      expect(server.pages.every((page) => page.endsWith("+1"))).toBe(true);
    }
  });

  it.each(["first", "last"])("is not found where it is missing: the %s", async (which) => {
    await using server = await startList(which === "first" ? ids.slice(1) : ids.slice(0, -1));
    expect(await server.find(ids.at(which === "first" ? 0 : -1) ?? "")).toBeUndefined();
    expect(server.pages.length).toBeLessThan(20);
  });

  it("is looked for among all where ids do not sort by creation", async () => {
    await using server = await startList(["zz", "b", "ffffffffffffffffffffffffffffffff", "a"]);
    expect(await server.find("a")).toBe("a");
    expect(await server.find("c")).toBeUndefined();
  });

  it("is not looked for without end on a server that ignores the offset", async () => {
    await using server = await startServer((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ items: [{ id: ids[0] }] }));
    });
    expect(await findConfig(clientOf(server.url).configs, ids[1] ?? "")).toBeUndefined();
  });
});
