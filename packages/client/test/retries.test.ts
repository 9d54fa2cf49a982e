import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { parseRetryAfter } from "../src/retry.ts";
import { calls, clientOf, configId, failureOf } from "./calls.ts";
import { startServer } from "./server.ts";

const json = { "content-type": "application/json" };
const unavailable = JSON.stringify({ error_code: "WKS.00000503", error_msg: "not now" });
const internal = JSON.stringify({ error_code: "WKS.00000500", error_msg: "internal error" });
const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
/** It has what any operation must answer. */
const success = JSON.stringify({
  id: configId,
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num: 4,
  items: [],
  non_migrate_users: [],
  total_count: 0,
});

// No jitter: a retry follows at once.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

type Respond = (response: ServerResponse, request: IncomingMessage) => void;

const succeed: Respond = (response) => void response.writeHead(200, json).end(success);
const answer =
  (status: number, body: string, headers: Record<string, string> = {}): Respond =>
  (response) =>
    void response.writeHead(status, { ...json, ...headers }).end(body);

/** A server that responds in these ways one after the other, and then always in the last. */
async function startFaulty(...ways: readonly [Respond, ...Respond[]]) {
  const bodies: string[] = [];
  const server = await startServer(async (request, response) => {
    bodies.push(await text(request));
    const way = ways[bodies.length - 1] ?? ways.at(-1) ?? ways[0];
    way(response, request);
  });
  return { ...server, bodies };
}

const faults: [what: string, respond: Respond][] = [
  ["a connection that breaks before the answer", (response) => void response.destroy()],
  [
    "an answer that breaks off",
    (response) => {
      response.writeHead(200, { ...json, "content-length": 1000 });
      response.write('{"items":[', () => response.destroy());
    },
  ],
  ["the service's 500", answer(500, internal)],
  ["the service's 503", answer(503, unavailable)],
  ["a gateway's 429", answer(429, "slow down")],
  ["a gateway's 502", answer(502, "<h1>Bad Gateway</h1>")],
  ["a gateway's 503", answer(503, "<h1>Service Unavailable</h1>")],
  ["a gateway's 504", answer(504, "")],
];

describe("a call that may be sent twice", () => {
  it.each(faults)("is sent again, the same, after %s", async (_, fault) => {
    await using server = await startFaulty(fault, fault, succeed);
    await clientOf(server.url, { maxRetries: 2 }).configs.update(configId, settings);
    expect(server.bodies).toHaveLength(3);
    expect(new Set(server.bodies).size).toBe(1);
  });

  it.each(calls.filter(({ operation }) => operation !== "CreateHotspotSessionConfig"))(
    "is $operation",
    async ({ make }) => {
      await using server = await startFaulty((response) => void response.destroy(), succeed);
      await make(clientOf(server.url, { maxRetries: 1 }));
      expect(server.bodies).toHaveLength(2);
    },
  );
});

describe("CreateHotspotSessionConfig", () => {
  const [{ make }] = calls;

  it.each(["the service's 503", "a gateway's 429"])(
    "is sent again after %s: nothing was changed",
    async (name) => {
      const fault = new Map(faults).get(name) ?? succeed;
      await using server = await startFaulty(fault, fault, succeed);
      await make(clientOf(server.url, { maxRetries: 2 }));
      expect(server.bodies).toHaveLength(3);
    },
  );

  it.each(faults.filter(([name]) => !/service's 503|429/.test(name)))(
    "is not sent again after %s: it may have been carried out",
    async (_, fault) => {
      await using server = await startFaulty(fault, succeed);
      const error = await failureOf(make(clientOf(server.url, { maxRetries: 2 })));
      expect(error).toMatchObject({ uncertain: true, attempts: 1 });
      expect(server.bodies).toHaveLength(1);
    },
  );

  it("is sent again after a refused connection", async () => {
    const attempts: number[] = [];
    const server = await startServer(() => undefined);
    await server.close();
    const hooks = { request: ({ attempt }: { attempt: number }) => void attempts.push(attempt) };
    const error = await failureOf(make(clientOf(server.url, { maxRetries: 2, hooks })));
    expect(error).toMatchObject({ kind: "Connection", uncertain: false, attempts: 3 });
    expect(attempts).toEqual([1, 2, 3]);
  });
});

describe("retries", () => {
  it("end with the last failure, which says how many attempts there were", async () => {
    await using server = await startFaulty(answer(503, unavailable));
    const error = await failureOf(clientOf(server.url, { maxRetries: 3 }).configs.list());
    expect(error).toMatchObject({ kind: "ServiceUnavailable", attempts: 4 });
    expect(error.message).toBe(
      "ListHotspotSessionConfig failed with status 503 after 4 attempts: not now",
    );
    expect(server.bodies).toHaveLength(4);
  });

  it("are two unless said otherwise, and each call may say otherwise", async () => {
    await using server = await startFaulty(answer(503, unavailable));
    const { configs } = clientOf(server.url, { maxRetries: undefined });
    expect(await failureOf(configs.list())).toMatchObject({ attempts: 3 });
    expect(await failureOf(configs.list({}, { maxRetries: 0 }))).toMatchObject({ attempts: 1 });
  });

  it("send what was given at first, even if the caller changes it since", async () => {
    await using server = await startFaulty(answer(503, unavailable), succeed);
    const body = { ...settings };
    const hooks = { retry: () => void (body.hotspot_exit_session_num = 99) };
    const { configs } = clientOf(server.url, { maxRetries: 1, hooks });
    await configs.update(configId, body);
    expect(server.bodies).toEqual([
      '{"hotspot_session_migration_enable":true,"hotspot_exit_session_num":1}',
      '{"hotspot_session_migration_enable":true,"hotspot_exit_session_num":1}',
    ]);
  });

  it("remember that an attempt may have been carried out", async () => {
    await using server = await startFaulty(
      (response) => void response.destroy(),
      answer(503, unavailable),
    );
    const { configs } = clientOf(server.url, { maxRetries: 1 });
    const error = await failureOf(configs.update(configId, settings));
    expect(error).toMatchObject({ kind: "ServiceUnavailable", uncertain: true });
  });

  it.each([400, 403, 404, 405])("do not follow %i", async (status) => {
    const body = JSON.stringify({ error_code: `WKS.00000${status}`, error_msg: "no" });
    await using server = await startFaulty(answer(status, body), succeed);
    const error = await failureOf(clientOf(server.url, { maxRetries: 2 }).configs.list());
    expect(error).toMatchObject({ status, attempts: 1 });
  });

  it("do not follow a web page that says 200", async () => {
    await using server = await startFaulty(answer(200, "<!doctype html>"), succeed);
    const error = await failureOf(clientOf(server.url, { maxRetries: 2 }).configs.list());
    expect(error).toMatchObject({ kind: "UnexpectedAnswer", attempts: 1 });
  });
});

describe("Retry-After", () => {
  it("is waited for", async () => {
    await using server = await startFaulty(
      answer(503, unavailable, { "retry-after": "0.3" }),
      succeed,
    );
    const started = performance.now();
    await clientOf(server.url, { maxRetries: 1 }).configs.list();
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  const there = new Date("2020-01-01T00:00:00Z");
  it.each([
    ["0", 0],
    ["20", 20_000],
    ["1.5", 1500],
    ["soon", undefined],
    ["Wed, 01 Jan 2020 00:00:20 GMT", 20_000],
    ["Tue, 31 Dec 2019 23:59:59 GMT", 0],
  ])("%s is %s ms, by the clock of the service", (value, ms) => {
    const headers = { "retry-after": value, date: there.toUTCString() };
    expect(parseRetryAfter(new Headers(headers))).toBe(ms);
  });

  it("by date is compared with the clock here, if the service sends none", () => {
    const headers = { "retry-after": new Date(Date.now() + 90_000).toUTCString() };
    expect(parseRetryAfter(new Headers(headers))).toBeGreaterThan(80_000);
  });

  it("of more than 30 seconds is left to the caller", async () => {
    await using server = await startFaulty(answer(503, unavailable, { "retry-after": "31" }));
    const error = await failureOf(clientOf(server.url, { maxRetries: 2 }).configs.list());
    expect(error).toMatchObject({ attempts: 1, retryAfter: 31_000 });
  });

  it("that goes beyond the deadline ends the call at once", async () => {
    await using server = await startFaulty(
      answer(503, unavailable, { "retry-after": "20" }),
      succeed,
    );
    const client = clientOf(server.url, { maxRetries: 2, deadline: 10_000 });
    const error = await failureOf(client.configs.list());
    expect(error).toMatchObject({
      kind: "ServiceUnavailable",
      attempts: 1,
      retryAfter: 20_000,
    });
  });

  it("is not waited for once the caller aborts", async () => {
    const controller = new AbortController();
    await using server = await startFaulty(answer(503, unavailable, { "retry-after": "20" }));
    const hooks = { retry: () => controller.abort(new Error("changed my mind")) };
    const client = clientOf(server.url, { maxRetries: 2, hooks });
    const error = await failureOf(client.configs.list({}, { signal: controller.signal }));
    expect(error).toMatchObject({ kind: "Aborted", attempts: 1 });
    expect(error.cause).toEqual(new Error("changed my mind"));
    expect(server.bodies).toHaveLength(1);
  });
});
