import { describe, expect, it } from "vitest";

import { type Service, sharedService } from "../service.ts";

// What a client sends that is no HTTP, or no request of Node's, is in `hostile/`.

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
    ["GET", "/nowhere/%ff", 404],
    ["GET", "/docs/%ff", 404],
    ["PUT", "/v1/%ff/hotspot-session-config", 405],
    ["GET", "/v1/%ff/hotspot-session-config", 401],
    ["GET", "/v1/p/hotspot-session-config/%ff/non-migration-users", 401],
  ])("%s %s is %d with exactly error_code and error_msg", async (method, url, status) => {
    await using service = await sharedService();
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
    await using service = await sharedService();
    const answer = await get(service, { "x-request-id": given });
    expect(answer.headers["x-request-id"]).toBe(given);
  });

  it.each(["", "a b", "ä", "x".repeat(129), "a, b"])(
    "X-Request-Id is a new one for %j",
    async (given) => {
      await using service = await sharedService();
      const send = async () => {
        const { headers } = await get(service, { "x-request-id": given });
        return headers["x-request-id"];
      };
      const first = await send();
      expect(first).toMatch(/^[0-9a-f]{32}$/);
      expect(await send()).not.toBe(first);
    },
  );

  it("Cache-Control: no-store and X-Request-Id come with every answer", async () => {
    await using service = await sharedService();
    for (const request of [
      { method: "PUT", url: service.configs },
      { method: "GET", url: "/%zz" },
      { method: "GET", url: "/healthz" },
    ]) {
      const { headers } = await service.send(request);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "x-request-id": expect.any(String),
      });
    }
  });
});

describe("order of checks", () => {
  it("is path, method, authentication, authorization, input, existence", async () => {
    await using service = await sharedService();
    const token = await service.addToken(service.project, "reader");
    const good = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
    // Each request is wrong in all that the ones after it are wrong in, and in one thing more.
    const missing = { method: "PATCH", url: service.config("nowhere"), body: good };
    const input = { ...missing, body: { ...good, hotspot_exit_session_num: 101 } };
    const forbidden = { ...input, token };
    const anonymous = { ...input, token: undefined };
    const method = { ...anonymous, method: "PUT" };
    const path = { ...method, url: `${service.configs}s/nowhere` };
    const statuses = [];
    for (const request of [path, method, anonymous, forbidden, input, missing]) {
      statuses.push((await service.send(request)).status);
    }
    expect(statuses).toEqual([404, 405, 401, 403, 400, 404]);
  });

  it("reads no body of a caller it does not know", async () => {
    await using service = await sharedService();
    const call = { method: "POST", url: service.configs, body: "x".repeat(3_000_000) };
    expect(await service.send({ ...call, token: undefined })).toMatchObject({ status: 401 });
  });
});
