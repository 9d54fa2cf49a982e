import { readFile } from "node:fs/promises";
import { inspect } from "node:util";

import { afterEach, describe, expect, it, vi } from "vitest";

import { clientOf, token } from "./calls.ts";
import { startAnswering, startServer } from "./server.ts";

const json = { "content-type": "application/json", "x-request-id": "request-1" };

/** A server that has time only for the second request. */
async function startBusy() {
  let requests = 0;
  return await startServer((_, response) => {
    requests += 1;
    if (requests === 1) response.writeHead(503, { "retry-after": "0" }).end();
    else response.writeHead(200, json).end('{"items":[]}');
  });
}

afterEach(() => vi.restoreAllMocks());

describe("hooks", () => {
  it("see each request, each answer and each retry, in that order", async () => {
    await using server = await startBusy();
    vi.spyOn(Math, "random").mockReturnValue(0);
    const events: [name: string, event: object][] = [];
    const hooks = {
      request: (event: object) => void events.push(["request", event]),
      response: (event: object) => void events.push(["response", event]),
      retry: (event: object) => void events.push(["retry", event]),
    };
    await clientOf(server.url, { hooks, maxRetries: 1 }).configs.list({ limit: 5 });
    const sent = { operation: "ListHotspotSessionConfig", method: "GET" };
    const url = expect.stringMatching(/\/hotspot-session-config\?limit=5$/);
    const duration = expect.any(Number);
    expect(events).toMatchObject([
      ["request", { ...sent, url, attempt: 1 }],
      ["response", { ...sent, url, attempt: 1, status: 503, requestId: undefined, duration }],
      ["retry", { attempt: 1, delay: 0, error: { kind: "UnexpectedAnswer", status: 503 } }],
      ["request", { ...sent, url, attempt: 2 }],
      ["response", { ...sent, url, attempt: 2, status: 200, requestId: "request-1", duration }],
    ]);
  });

  it("see headers, but no secret", async () => {
    await using server = await startBusy();
    const seen: object[] = [];
    const all = (event: object) => void seen.push(event);
    const client = clientOf(server.url, {
      hooks: { request: all, response: all, retry: all },
      logger: { debug: (_, event) => all(event), warn: (_, event) => all(event) },
      headers: { Cookie: "session=s3cret-1", "X-Api-Key": "s3cret-2", "X-Trace": "visible" },
      maxRetries: 1,
    });
    await client.configs.list({}, { headers: { "Proxy-Authorization": "s3cret-3" } });
    expect(seen[0]).toMatchObject({
      headers: {
        "x-auth-token": "[redacted]",
        cookie: "[redacted]",
        "x-api-key": "[redacted]",
        "proxy-authorization": "[redacted]",
        "x-trace": "visible",
      },
    });
    const text = inspect(seen, { depth: Infinity, showHidden: true });
    expect(text).not.toMatch(/s3cret/);
    expect(text).not.toContain(token);
  });

  it("cannot break a call", async () => {
    await using server = await startAnswering();
    const boom = () => {
      throw new Error("boom");
    };
    const hooks = { request: boom, response: boom };
    const client = clientOf(server.url, { hooks, logger: { debug: boom } });
    expect(await client.configs.list()).toEqual({ items: [] });
  });
});

describe("a logger", () => {
  it("gets requests and answers for debugging, and retries as warnings", async () => {
    await using server = await startBusy();
    const lines: string[] = [];
    const logger = {
      debug: (line: string) => void lines.push(`debug: ${line}`),
      warn: (line: string) => void lines.push(`warn: ${line}`),
    };
    await clientOf(server.url, { logger, maxRetries: 1 }).configs.list();
    expect(lines).toEqual([
      "debug: request 1 of ListHotspotSessionConfig",
      "debug: response 1 of ListHotspotSessionConfig",
      "warn: retry 1 of ListHotspotSessionConfig",
      "debug: request 2 of ListHotspotSessionConfig",
      "debug: response 2 of ListHotspotSessionConfig",
    ]);
  });
});

describe("the User-Agent", () => {
  const agentOf = async (headers?: Record<string, string>) => {
    let agent: string | undefined;
    await using server = await startServer((request, response) => {
      agent = request.headers["user-agent"];
      response.writeHead(200, json).end('{"items":[]}');
    });
    await clientOf(server.url, { headers }).configs.list();
    return agent;
  };

  it("names the client and its version, unless the caller names another", async () => {
    const { version }: { version: string } = JSON.parse(
      await readFile(new URL("../package.json", import.meta.url), "utf8"),
    );
    expect(await agentOf()).toBe(`hotspot-session-client/${version}`);
    expect(await agentOf({ "user-agent": "my-app/1" })).toBe("my-app/1");
  });

  it("is left alone in a browser", async () => {
    vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64)" });
    try {
      expect(await agentOf()).not.toMatch("hotspot-session-client");
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
