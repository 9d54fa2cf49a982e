import { connect } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { type Service, startService } from "../service.ts";

/** Sends bytes as they are to the listening service, and answers all that comes back. */
async function sendRaw(service: Service, ...lines: readonly string[]): Promise<string> {
  const address = await service.app.listen({ host: "127.0.0.1", port: 0 });
  const socket = connect(Number(new URL(address).port), "127.0.0.1");
  socket.write(lines.join("\r\n"));
  return text(socket);
}

/** The status and parsed body of a raw answer, and that its headers are the contract's. */
function parseRaw(answer: string) {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  expect(head).toMatch(/^x-request-id: [A-Za-z0-9._-]{1,128}$/im);
  expect(head).toMatch(/^cache-control: no-store$/im);
  expect(head).toMatch(/^content-type: application\/json/im);
  return { status: Number(head.split(" ")[1]), body: JSON.parse(body) };
}

const malformed = {
  status: 400,
  body: {
    error_code: "WKS.00000400",
    error_msg: "request: is malformed, too long or too slow",
  },
};

describe("statuses: whatever a server would send besides maps to one of the contract's", () => {
  it("a request that is not HTTP is 400", async () => {
    await using service = await startService();
    expect(parseRaw(await sendRaw(service, "HELLO", "", ""))).toEqual(malformed);
  });

  it("a method that HTTP does not have is 400", async () => {
    await using service = await startService();
    const answer = await sendRaw(service, "FETCH / HTTP/1.1", "Host: a", "", "");
    expect(parseRaw(answer)).toEqual(malformed);
  });

  it("headers beyond 16 KiB are 400 and not 431", async () => {
    await using service = await startService();
    const header = `X-Long: ${"x".repeat(20_000)}`;
    const answer = await sendRaw(service, "GET / HTTP/1.1", "Host: a", header, "", "");
    expect(parseRaw(answer)).toEqual(malformed);
  });

  it("an expectation that the server does not know is 400 and not 417", async () => {
    await using service = await startService();
    const answer = await sendRaw(
      service,
      `GET ${service.configs} HTTP/1.1`,
      "Host: a",
      `X-Auth-Token: ${service.token}`,
      "Expect: miracles",
      "Connection: close",
      "",
      "",
    );
    expect(parseRaw(answer)).toMatchObject({ status: 400 });
  });

  it("a request without a Host is answered like any other", async () => {
    await using service = await startService();
    const answer = await sendRaw(
      service,
      `GET ${service.configs} HTTP/1.1`,
      "Connection: close",
      "",
      "",
    );
    expect(parseRaw(answer)).toMatchObject({ status: 401 });
  });

  it("a body of another type is 400 and not 415, one too large 400 and not 413", async () => {
    await using service = await startService();
    const headers = { "content-type": "text/plain" };
    const call = { method: "POST", url: service.configs };
    expect(await service.send({ ...call, body: "x", headers })).toMatchObject({ status: 400 });
    expect(await service.send({ ...call, body: `"${"x".repeat(3_000_000)}"` })).toMatchObject({
      status: 400,
    });
  });
});

describe("error body", () => {
  it.each([
    ["GET", "/nowhere", 404],
    ["GET", "/v1", 404],
    ["POST", "/v1/p/hotspot-session-config/c", 405],
    ["POST", "/healthz", 405],
    ["DELETE", "/openapi.json", 405],
    ["GET", "/docs/nowhere", 404],
    ["GET", "/docs/../../package.json", 404],
    ["GET", "/docs/%2e%2e/%2e%2e/package.json", 404],
    ["OPTIONS", "*", 404],
    ["GET", "/%zz", 404],
    ["GET", "/nowhere/%ff", 404],
    ["GET", "/docs/%ff", 404],
    ["GET", "/docs/../x", 404],
    ["GET", "/docs//x", 404],
    ["PUT", "/v1/%ff/hotspot-session-config", 405],
    ["GET", "/v1/%ff/hotspot-session-config", 401],
    ["GET", "/v1/p/hotspot-session-config/%ff/non-migration-users", 401],
    ["GET", "/v1/p/hotspot-session-config", 401],
  ])("%s %s is %d with exactly error_code and error_msg", async (method, url, status) => {
    await using service = await startService();
    const answer = await service.send({ method, url, token: undefined });
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({
      error_code: `WKS.00000${status}`,
      error_msg: expect.stringMatching(/^\w.*: ./),
    });
  });
});

describe("headers", () => {
  const get = (service: Service, headers: Record<string, string> = {}) =>
    service.send({ method: "GET", url: service.configs, headers });

  it.each(["a", "A.b_c-1", "x".repeat(128)])("X-Request-Id is the caller's: %s", async (given) => {
    await using service = await startService();
    const answer = await get(service, { "x-request-id": given });
    expect(answer.headers["x-request-id"]).toBe(given);
  });

  it.each(["", "a b", "ä", "x".repeat(129), "a, b"])(
    "X-Request-Id is a new one for %j",
    async (given) => {
      await using service = await startService();
      const [first, second] = [
        await get(service, { "x-request-id": given }),
        await get(service, { "x-request-id": given }),
      ];
      expect(first.headers["x-request-id"]).toMatch(/^[0-9a-f]{32}$/);
      expect(first.headers["x-request-id"]).not.toBe(second.headers["x-request-id"]);
    },
  );

  it("Cache-Control: no-store and X-Request-Id come with every answer of the API", async () => {
    await using service = await startService();
    const answers = [
      await get(service),
      await service.send({ method: "PUT", url: service.configs }),
      await service.send({ method: "GET", url: "/nowhere" }),
      await service.send({ method: "GET", url: "/%zz" }),
      await service.send({ method: "GET", url: "/healthz" }),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "x-request-id": expect.any(String),
      });
    }
  });
});

describe("order of checks", () => {
  it("is path, method, authentication, authorization, input, existence", async () => {
    await using service = await startService();
    const reader = await service.addToken(service.project, "reader");
    const id = await service.create();
    const good = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
    // Each request is wrong in all that the ones after it are wrong in, and in one thing more.
    const missing = { method: "PATCH", url: service.config("nowhere"), body: good };
    const input = { ...missing, body: { ...good, hotspot_exit_session_num: 101 } };
    const forbidden = { ...input, token: reader };
    const anonymous = { ...input, token: undefined };
    const method = { ...anonymous, method: "PUT" };
    const path = { ...method, url: `${service.configs}s/nowhere` };
    const statuses = [];
    for (const request of [path, method, anonymous, forbidden, input, missing]) {
      statuses.push((await service.send(request)).status);
    }
    expect(statuses).toEqual([404, 405, 401, 403, 400, 404]);
    expect(await service.send({ ...missing, url: service.config(id) })).toMatchObject({
      status: 200,
    });
  });

  it("reads no body of a caller it does not know", async () => {
    await using service = await startService();
    const body = "x".repeat(3_000_000);
    const answer = await service.send({
      method: "POST",
      url: service.configs,
      body,
      token: undefined,
    });
    expect(answer.status).toBe(401);
  });
});
