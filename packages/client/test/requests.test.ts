import { inspect } from "node:util";

import { describe, expect, it } from "vitest";

import { clientOf, configId, token } from "./calls.ts";
import { startServer } from "./server.ts";

const json = { "content-type": "application/json", "x-request-id": "request-1" };

describe("a token", () => {
  it("cannot be seen in the client", () => {
    const hotspot = clientOf("http://127.0.0.1");
    expect(inspect(hotspot, { depth: Infinity, showHidden: true })).not.toContain(token);
    expect(JSON.stringify(hotspot)).not.toContain(token);
  });
});

describe("arguments that cannot be sent", () => {
  const hotspot = clientOf("http://127.0.0.1", {
    fetch: () => {
      throw new Error("nothing was to be sent");
    },
  });

  it("a configuration, or a filter, is a TypeError", async () => {
    const { list } = hotspot.nonMigrationUsers;
    await expect(list("..")).rejects.toThrow(
      new TypeError('config_id: ".." cannot be sent, since a URL takes it for a step'),
    );
    const filtered = list(configId, { user_name: "\ud800" });
    await expect(filtered).rejects.toThrow("user_name: holds half of a surrogate pair");
  });

  it("a header with a line break is a TypeError that does not repeat it", async () => {
    const list = hotspot.configs.list({}, { headers: { "X-Secret": "s3cret\n1" } });
    await expect(list).rejects.toThrow(/^(?!.*s3cret)headers: a name or a value has characters/);
  });
});

describe("a request", () => {
  it("goes below a path prefix, with its own headers over the client's", async () => {
    await using server = await startServer((request, response) => {
      response
        .writeHead(200, json)
        .end(JSON.stringify({ items: [], url: request.url, ...request.headers }));
    });
    const seen = await clientOf(`${server.url}/gateway/`).configs.list(
      { limit: 5 },
      { headers: { "X-Request-Id": "mine" } },
    );
    expect(seen).toMatchObject({
      url: "/gateway/v1/a4da8115c9d8464ead3a38309130523f/hotspot-session-config?limit=5",
      "x-auth-token": token,
      "x-request-id": "mine",
    });
  });

  it("is sent by the fetch that is global at that time", async () => {
    const platform = globalThis.fetch;
    const hotspot = clientOf("http://127.0.0.1");
    globalThis.fetch = async () => Response.json({ items: [] });
    try {
      expect(await hotspot.configs.list()).toEqual({ items: [] });
    } finally {
      globalThis.fetch = platform;
    }
  });
});
