import { execFile } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { ContractViolationError, startMock } from "../src/index.ts";
import { validRequestOf } from "./contract-operations.ts";

const { path, init } = validRequestOf("ListHotspotSessionConfig");
const create = validRequestOf("CreateHotspotSessionConfig");

describe("the mock's fetch", () => {
  it("rejects a request that breaks the contract, naming it and all that is wrong", async () => {
    await using mock = await startMock();
    const sent = mock.fetch(`${mock.url}${path}?limit=101&offset=x`, init);
    await expect(sent).rejects.toBeInstanceOf(ContractViolationError);
    await expect(sent).rejects.toThrow(
      [
        `GET ${path}?limit=101&offset=x breaks the contract:`,
        "  request.query.offset: Request query parameter offset must be integer",
        "  request.query.limit: Request query parameter limit must be <= 100",
      ].join("\n"),
    );
  });

  const bodies: [title: string, body: unknown, location: string][] = [
    ["lacks a field", { hotspot_exit_session_num: 1 }, "request.body"],
    [
      "has an unknown property",
      { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1, more: 1 },
      "request.body",
    ],
    [
      "has a value of the wrong type",
      { hotspot_session_migration_enable: "yes", hotspot_exit_session_num: 1 },
      "request.body.hotspot_session_migration_enable",
    ],
  ];
  it.each(bodies)("rejects a request that %s", async (_, body, location) => {
    await using mock = await startMock();
    const sent = mock.fetch(mock.url + create.path, { ...create.init, body: JSON.stringify(body) });
    await expect(sent).rejects.toMatchObject({
      name: "ContractViolationError",
      violations: [{ method: "POST", path: create.path, location, severity: "error" }],
    });
  });

  it("takes a Request and a URL as any fetch does, body and headers included", async () => {
    await using mock = await startMock();
    const created = await mock.fetch(new Request(mock.url + create.path, create.init));
    expect(created.status).toBe(200);
    const listed = await mock.fetch(new URL(mock.url + path), init);
    expect(listed.status).toBe(200);
  });

  it("rejects only the request that was wrong among many at once", async () => {
    await using mock = await startMock();
    const limits = [1, 101, 100, 0];
    const outcomes = await Promise.allSettled(
      limits.map((limit) => mock.fetch(`${mock.url}${path}?limit=${limit}`, init)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
    ]);
  });

  it("refuses to send anywhere else", async () => {
    await using mock = await startMock();
    await expect(mock.fetch("http://127.0.0.1:1/v1")).rejects.toThrow(
      `This fetch sends to ${mock.url} only, not to http://127.0.0.1:1`,
    );
  });

  it("fails as any fetch does when the mock is closed", async () => {
    const mock = await startMock();
    await mock.close();
    await mock.close();
    await expect(mock.fetch(mock.url + path, init)).rejects.toThrow("fetch failed");
  });
});

describe("a preference that the operation does not have", () => {
  it("is a violation that lists the statuses, for a status", async () => {
    await using mock = await startMock();
    await expect(mock.prefer({ code: 418 })(mock.url + path, init)).rejects.toThrow(
      "request.header.prefer: code=418 is no status of ListHotspotSessionConfig; " +
        "it has 200, 400, 401, 403, 404, 405, 500, 503",
    );
  });

  it("is a violation that lists the examples, for an example", async () => {
    await using mock = await startMock();
    await expect(mock.prefer({ example: "none" })(mock.url + path, init)).rejects.toThrow(
      "request.header.prefer: example=none is no example of ListHotspotSessionConfig for status " +
        "200; it has one_configuration, no_configuration",
    );
  });

  it("is not quietly answered with another status that has the example", async () => {
    await using mock = await startMock();
    const fetch = mock.prefer({ code: 400, example: "no_configuration" });
    await expect(fetch(mock.url + path, init)).rejects.toThrow(
      "for status 400; it has limit, offset",
    );
  });

  it("is not a violation when it is a preference of another kind", async () => {
    await using mock = await startMock();
    const headers = { ...init.headers, Prefer: "respond-async, wait=10" };
    expect((await mock.fetch(mock.url + path, { headers })).status).toBe(200);
  });
});

describe("violations that the mock's fetch did not throw", () => {
  it("are recorded, whichever process sent the request", async () => {
    await using mock = await startMock();
    const script = `await fetch(process.argv[1], { headers: { "X-Auth-Token": "any" } })`;
    await promisify(execFile)(process.execPath, [
      "--input-type=module",
      "--eval",
      script,
      `${mock.url}${path}?limit=101`,
    ]);
    const expected = [
      {
        method: "GET",
        path: `${path}?limit=101`,
        location: "request.query.limit",
        message: "Request query parameter limit must be <= 100",
        severity: "error",
      },
    ];
    expect(mock.violations).toEqual(expected);
    expect(mock.takeViolations()).toEqual(expected);
    expect(mock.violations).toEqual([]);
  });

  it("are thrown at disposal, so that they fail the test that caused them", async () => {
    const mock = await startMock();
    await fetch(`${mock.url}${path}?limit=101`, init);
    await expect(mock[Symbol.asyncDispose]()).rejects.toThrow(
      "request.query.limit: Request query parameter limit must be <= 100",
    );
    await expect(fetch(mock.url + path, init), "it is closed all the same").rejects.toThrow(
      "fetch failed",
    );
  });

  it("are thrown at disposal beside others that were thrown before", async () => {
    const mock = await startMock();
    await mock.fetch(`${mock.url}${path}?limit=101`, init).catch(() => undefined);
    await fetch(`${mock.url}${path}?limit=0`, init);
    expect(mock.violations).toHaveLength(2);
    await expect(mock[Symbol.asyncDispose]()).rejects.toMatchObject({
      violations: [{ path: `${path}?limit=0` }],
    });
  });

  it("are not thrown at disposal when they were taken, or thrown before", async () => {
    const mock = await startMock();
    await mock.fetch(`${mock.url}${path}?limit=101`, init).catch(() => undefined);
    expect(mock.violations).toHaveLength(1);
    await expect(mock[Symbol.asyncDispose]()).resolves.toBeUndefined();
    const other = await startMock();
    await fetch(`${other.url}${path}?limit=101`, init);
    expect(other.takeViolations()).toHaveLength(1);
    await expect(other[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });
});

describe("startMock", () => {
  it("rejects with the system's error when the port is taken", async () => {
    await using mock = await startMock();
    const port = Number(new URL(mock.url).port);
    await expect(startMock({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("outlives a caller that hangs up in the middle of its request", async () => {
    await using mock = await startMock();
    const { hostname, port } = new URL(mock.url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, "connect");
    socket.write(`POST ${create.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{`);
    socket.resetAndDestroy();
    await once(socket, "close");
    expect((await mock.fetch(mock.url + path, init)).status).toBe(200);
    expect(mock.violations).toEqual([]);
  });

  it("reports each exchange to whoever asked for it", async () => {
    const exchanges: unknown[] = [];
    await using mock = await startMock({ onExchange: (exchange) => exchanges.push(exchange) });
    await mock.fetch(mock.url + path, init);
    expect(exchanges).toEqual([{ method: "GET", path, status: 200, violations: [] }]);
  });
});
