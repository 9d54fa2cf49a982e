import { once } from "node:events";
import { connect } from "node:net";

import { afterAll, afterEach, describe, expect, it } from "vitest";

import { startMock } from "../src/index.ts";
import { validRequestOf } from "./operations.ts";

const { path, init } = validRequestOf("ListHotspotSessionConfig");
const create = validRequestOf("CreateHotspotSessionConfig");
const tooLarge = {
  method: "GET",
  path: `${path}?limit=101`,
  location: "request.query.limit",
  message: "must be <= 100",
  severity: "error",
};

const mock = await startMock();
afterEach(() => void mock.takeViolations());
afterAll(() => mock.close());

describe("the mock's fetch", () => {
  it("rejects a request that breaks the contract, naming it and all that is wrong", async () => {
    const sent = mock.fetch(`${mock.url}${path}?limit=101&offset=x`, init);
    await expect(sent).rejects.toThrow(
      [
        `GET ${path}?limit=101&offset=x breaks the contract:`,
        "  request.query.offset: must be integer",
        "  request.query.limit: must be <= 100",
      ].join("\n"),
    );
  });

  it("takes a Request and a URL as any fetch does, body and headers included", async () => {
    const created = await mock.fetch(new Request(mock.url + create.path, create.init));
    const listed = await mock.fetch(new URL(mock.url + path), init);
    expect([created.status, listed.status]).toEqual([200, 200]);
  });

  it("rejects only the wrong ones of many requests at once", async () => {
    const outcomes = await Promise.allSettled(
      [1, 101, 100, 0].map((limit) => mock.fetch(`${mock.url}${path}?limit=${limit}`, init)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
    ]);
  });

  it("refuses to send to another server", async () => {
    await expect(mock.fetch("http://127.0.0.1:1/v1")).rejects.toThrow(
      `This fetch sends to ${mock.url} only, not to http://127.0.0.1:1`,
    );
  });

  it("fails as any fetch does when the mock is closed", async () => {
    const other = await startMock();
    await other.close();
    await other.close();
    await expect(other.fetch(other.url + path, init)).rejects.toThrow("fetch failed");
  });
});

describe("a preference that the operation does not have", () => {
  it.each([
    [
      { code: 418 },
      "code=418 is no status of ListHotspotSessionConfig; it has 200, 400, 401, 403, 404, 405, 500, 503",
    ],
    [
      { example: "none" },
      "example=none is no example of ListHotspotSessionConfig for status 200; it has one_configuration, no_configuration",
    ],
    [
      { code: 400, example: "no_configuration" },
      "example=no_configuration is no example of ListHotspotSessionConfig for status 400; it has limit, offset",
    ],
  ])("%j is a violation that lists what there is", async (preferences, message) => {
    await expect(mock.prefer(preferences)(mock.url + path, init)).rejects.toThrow(
      `request.header.prefer: ${message}`,
    );
  });

  it("of another kind is ignored", async () => {
    const headers = { ...init.headers, Prefer: "respond-async, wait=10" };
    expect((await mock.fetch(mock.url + path, { headers })).status).toBe(200);
  });
});

describe("violations that the mock's fetch did not throw", () => {
  it("are recorded, and can be taken", async () => {
    await fetch(mock.url + tooLarge.path, init);
    expect(mock.violations).toEqual([tooLarge]);
    expect(mock.takeViolations()).toEqual([tooLarge]);
    expect(mock.violations).toEqual([]);
  });

  it("are thrown at disposal, without those that were thrown before", async () => {
    const other = await startMock();
    await other.fetch(`${other.url}${path}?limit=0`, init).catch(() => undefined);
    await fetch(other.url + tooLarge.path, init);
    expect(other.violations).toHaveLength(2);
    await expect(other[Symbol.asyncDispose]()).rejects.toMatchObject({ violations: [tooLarge] });
    await expect(fetch(other.url + path, init), "it is closed").rejects.toThrow("fetch failed");
  });

  it("are not thrown at disposal when they were taken", async () => {
    const other = await startMock();
    await fetch(other.url + tooLarge.path, init);
    other.takeViolations();
    await expect(other[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });
});

describe("startMock", () => {
  it("rejects with the system's error when the port is taken", async () => {
    const port = Number(new URL(mock.url).port);
    await expect(startMock({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("survives a caller that closes its connection in the middle of a request", async () => {
    const { hostname, port } = new URL(mock.url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, "connect");
    socket.write(`POST ${create.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{`);
    socket.resetAndDestroy();
    await once(socket, "close");
    expect((await mock.fetch(mock.url + path, init)).status).toBe(200);
    expect(mock.violations).toEqual([]);
  });
});
