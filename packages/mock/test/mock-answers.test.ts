import { afterAll, describe, expect, it } from "vitest";

import { startMock } from "../src/index.ts";
import { operations, validRequestOf } from "./operations.ts";

const mock = await startMock();
afterAll(() => mock[Symbol.asyncDispose]());

const list = validRequestOf("ListHotspotSessionConfig");
const addUsers = validRequestOf("UpdateNonMigrationUsers");

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === "" ? undefined : JSON.parse(text);
}

describe.each(operations)("$request.operationId", ({ request, responses, allow }) => {
  it("answers 200 with its first example", async () => {
    const response = await mock.fetch(mock.url + request.path, request.init);
    const { examples = {} } = responses.find(({ status }) => status === 200) ?? {};
    expect(response.status).toBe(200);
    expect(await read(response)).toEqual(Object.values(examples)[0]);
  });

  it.each(responses)(
    "answers $status when preferred, with its headers and each example by name",
    async ({ status, examples }) => {
      const named = Object.entries(examples);
      const byStatus = [undefined, named[0]?.[1]] as const;
      for (const [example, value] of [byStatus, ...named]) {
        const preferences = { code: status, ...(example !== undefined && { example }) };
        const response = await mock.prefer(preferences)(mock.url + request.path, request.init);
        expect(response.status).toBe(status);
        expect(await read(response)).toEqual(value);
        expect(response.headers.get("Cache-Control")).toBe("no-store");
        expect(response.headers.get("X-Request-Id")).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
        expect(response.headers.get("Retry-After")).toBe(status === 503 ? "1" : null);
        expect(response.headers.get("Allow")?.split(", ").toSorted()).toEqual(
          status === 405 ? allow : undefined,
        );
        expect(response.headers.get("Content-Type")).toBe(
          value === undefined ? null : "application/json",
        );
      }
    },
  );

  it("answers 401 in the contract's shape to a request without credentials", async () => {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(mock.url + request.path, { ...request.init, headers });
    expect([response.status, await read(response)]).toEqual([
      401,
      { error_code: "WKS.00000401", error_msg: "X-Auth-Token: is required" },
    ]);
    expect(mock.takeViolations()).toMatchObject([
      { method: request.init.method, path: request.path, location: "request.security" },
    ]);
  });
});

describe("the mock", () => {
  it("answers values made from the schemas when they are preferred", async () => {
    const users = validRequestOf("ListNonMigrationUsers");
    const response = await mock.prefer({ dynamic: true })(mock.url + users.path, users.init);
    expect(await read(response)).toMatchObject({ total_count: expect.any(Number) });
  });

  it.each([
    ["ListHotspotSessionConfig", { items: [] }],
    ["ListNonMigrationUsers", { total_count: 0, non_migrate_users: [] }],
  ])("has nothing behind the first page of %s", async (operationId, page) => {
    const { path, init } = validRequestOf(operationId);
    const response = await mock.fetch(`${mock.url}${path}?offset=1&limit=1`, init);
    expect(await read(response)).toEqual(page);
  });

  it("accepts a request signature in place of a token", async () => {
    const headers = { Authorization: "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=0" };
    expect((await mock.fetch(mock.url + list.path, { headers })).status).toBe(200);
  });

  it("answers with the caller's own request id", async () => {
    const headers = { ...list.init.headers, "X-Request-Id": "of-my-own.1" };
    const response = await mock.fetch(mock.url + list.path, { headers });
    expect(response.headers.get("X-Request-Id")).toBe("of-my-own.1");
  });

  it.each(["a,b", "a%2Fb", "a+b", "{x}", "%E2%82%AC"])("accepts the project %s", async (id) => {
    const response = await mock.fetch(`${mock.url}/v1/${id}/hotspot-session-config`, list.init);
    expect(response.status).toBe(200);
  });
});

// Tests of the service send many more wrong requests to both, and compare the answers.
describe("a request that breaks the contract", () => {
  const body = (value: unknown) => ({ ...addUsers.init, body: JSON.stringify(value) });
  const users = [{ user_id: "u1" }];
  const put = { ...list.init, method: "PUT" };
  it.each<[path: string, init: RequestInit, status: number, message: string]>([
    [`${list.path}/`, list.init, 404, "path: no operation has this path"],
    [list.path, put, 405, "method: PUT is not allowed here; see the Allow header"],
    [`${list.path}?limit=%FF`, list.init, 400, "query: must be percent-encoded UTF-8"],
    [`${list.path}?limit=`, list.init, 400, "limit: must be integer"],
    [addUsers.path, { ...addUsers.init, body: "{" }, 400, "body: is not valid JSON"],
  ])("is answered in the contract's shape: %s", async (target, init, status, message) => {
    const response = await fetch(mock.url + target, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("Content-Type")).toBe("application/json");
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(response.headers.get("X-Request-Id")).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
    expect(response.headers.get("Allow")).toBe(status === 405 ? "GET, POST" : null);
    expect(await read(response)).toEqual({ error_code: `WKS.00000${status}`, error_msg: message });
    expect(mock.takeViolations()).toHaveLength(1);
  });

  it("is answered with the first problem, and every one is recorded", async () => {
    const response = await fetch(`${mock.url}${list.path}?limit=0&offset=-1`, list.init);
    expect(await read(response)).toMatchObject({ error_msg: "offset: must be >= 0" });
    expect(mock.takeViolations().map(({ location }) => location)).toEqual([
      "request.query.offset",
      "request.query.limit",
    ]);
  });

  it("is not decompressed", async () => {
    const headers = { ...addUsers.init.headers, "Content-Encoding": "gzip" };
    const response = await fetch(mock.url + addUsers.path, { ...addUsers.init, headers });
    expect(await read(response)).toMatchObject({ error_msg: "Content-Encoding: must be identity" });
    expect(mock.takeViolations()).toHaveLength(1);
  });

  it("is described without the control characters of a property name", async () => {
    const init = body({
      update_type: "ADD",
      non_migrate_users: users,
      "\u001b]0;x\u0007\u009b2J": 1,
    });
    const error = await mock.fetch(mock.url + addUsers.path, init).catch(String);
    expect(error).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(error).toContain("\\u001b]0;x\\u0007\\u{9b}2J: is not a property of this object");
  });
});
