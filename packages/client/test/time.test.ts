import { execFile } from "node:child_process";
import { getEventListeners } from "node:events";
import type { ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { createHotspotClient } from "../src/index.ts";
import { calls, clientOf, failureOf, projectId, token } from "./calls.ts";
import { startServer } from "./server.ts";

const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
const json = { "content-type": "application/json" };

/** Sends a little every 10 ms until the connection is closed. */
function drip(response: ServerResponse): void {
  response.writeHead(200, json).write('{"items":[');
  const timer = setInterval(() => response.write(" "), 10);
  response.on("close", () => clearInterval(timer));
}

const stalls: [what: string, respond: (response: ServerResponse) => void][] = [
  ["that does not come", () => undefined],
  ["that stops after the head", (response) => response.writeHead(200, json).flushHeaders()],
  ["that stops in the middle", (response) => void response.writeHead(200, json).write("{")],
  ["that comes byte by byte", drip],
  [
    "that is shorter than its Content-Length",
    (response) => void response.writeHead(200, { ...json, "content-length": 99 }).write("{}"),
  ],
  ["that is an error without an end", (response) => void response.writeHead(503, json).write("{")],
];

describe.each(stalls)("an answer %s", (_, respond) => {
  it.each([calls[0], calls[1]])("fails $operation after its time-out", async ({ make }) => {
    await using server = await startServer((_request, response) => respond(response));
    const started = performance.now();
    const error = await failureOf(make(clientOf(server.url, { timeout: 50 })));
    expect(error).toMatchObject({
      kind: "Timeout",
      error_msg: "no whole answer within 50 ms",
      attempts: 1,
    });
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("a time-out of the platform's own", () => {
  /** What Node's fetch rejects with after 300 s without a byte, and Bun's after 300 s. */
  const node = new TypeError("fetch failed", {
    cause: Object.assign(new Error("Headers Timeout Error"), { code: "UND_ERR_HEADERS_TIMEOUT" }),
  });
  const bun = new DOMException("The operation timed out.", "TimeoutError");

  it.each([node, bun])("is a TimeoutError: %s", async (cause) => {
    const client = clientOf("http://127.0.0.1:9", {
      timeout: Infinity,
      fetch: () => Promise.reject(cause),
    });
    expect(await failureOf(client.configs.create(settings))).toMatchObject({
      kind: "Timeout",
      error_msg: expect.stringMatching(/^given up by fetch itself \(.* ?[Tt]ime/),
      uncertain: true,
      cause,
    });
  });
});

describe("the deadline", () => {
  it("ends the call though attempts are left", async () => {
    await using server = await startServer(() => undefined);
    const client = clientOf(server.url, { timeout: 60, deadline: 100, maxRetries: 1000 });
    const started = performance.now();
    const error = await failureOf(client.configs.list());
    expect(error.kind).toBe("Timeout");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("is what the error names where it comes before the time-out", async () => {
    await using server = await startServer(() => undefined);
    const client = clientOf(server.url, { timeout: Infinity });
    const error = await failureOf(client.configs.list({}, { deadline: 50 }));
    expect(error.error_msg).toBe("not done by the deadline of 50 ms");
  });

  it("ends a fetch that does not listen, and a token that does not come", async () => {
    const never = () => new Promise<never>(() => undefined);
    const client = clientOf("http://127.0.0.1:9", { fetch: never, deadline: 20 });
    expect(await failureOf(client.configs.list())).toMatchObject({ kind: "Timeout" });
    const silent = createHotspotClient({
      baseUrl: "http://127.0.0.1:9",
      projectId,
      token: never,
      deadline: 20,
    });
    expect(await failureOf(silent.configs.create(settings))).toMatchObject({
      kind: "Timeout",
      uncertain: false,
    });
  });

  it("of zero, or what is no number, is refused by its name", () => {
    expect(() => clientOf("http://127.0.0.1", { deadline: 0 })).toThrow(
      "deadline: must be a number of milliseconds above 0",
    );
    expect(() => clientOf("http://127.0.0.1", { timeout: Number.NaN })).toThrow("timeout: ");
    expect(() => clientOf("http://127.0.0.1", { maxRetries: -1 })).toThrow("maxRetries: ");
  });
});

describe("the caller's signal", () => {
  it("keeps no listener of a call that is over", async () => {
    await using server = await startServer((_, response) =>
      response.writeHead(503, { ...json, "retry-after": "0" }).end(),
    );
    const { signal } = new AbortController();
    const client = clientOf(server.url, { maxRetries: 1 });
    await failureOf(client.configs.list({}, { signal }));
    await failureOf(client.nonMigrationUsers.add("c", [{ user_id: "u" }], { signal }));
    await expect(client.configs.iterate({}, { signal }).all({ max: 1 })).rejects.toThrow("503");
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

describe("a process", () => {
  it("lives while a call waits for its next attempt, and ends with its last: no timer is left", async () => {
    let requests = 0;
    await using server = await startServer((_, response) => {
      requests += 1;
      if (requests === 1) response.writeHead(503, { ...json, connection: "close" }).end();
      else response.writeHead(200, json).end('{"items":[]}');
    });
    const options = { baseUrl: server.url, projectId, token, timeout: 60_000 };
    const program = `
      import { createHotspotClient } from "@hotspot-session/client";
      const { items } = await createHotspotClient(${JSON.stringify(options)}).configs.list();
      const timers = process.getActiveResourcesInfo().filter((resource) => resource === "Timeout");
      console.log(items, timers);`;
    const words = ["--input-type=module", "--eval", program];
    const cwd = fileURLToPath(new URL("..", import.meta.url));
    const running = promisify(execFile)(process.execPath, words, { cwd, timeout: 20_000 });
    expect(await running).toMatchObject({ stdout: "[] []\n" });
  });
});
