import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Mock, startMock } from "../src/index.ts";
import { operations, validRequestOf } from "./contract-operations.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
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
    expect(response.status).toBe(200);
    const examples = responses.find(({ status }) => status === 200)?.examples;
    expect(await read(response)).toEqual(examples?.values().next().value);
  });

  it("has all eight statuses", () => {
    expect(responses.map(({ status }) => status)).toEqual([200, 400, 401, 403, 404, 405, 500, 503]);
  });

  it.each(responses)(
    "answers $status when preferred, with its headers",
    async ({ status, examples }) => {
      const response = await mock.prefer({ code: status })(mock.url + request.path, request.init);
      expect(response.status).toBe(status);
      expect(await read(response)).toEqual(examples.values().next().value);
      expect(response.headers.get("Cache-Control")).toBe("no-store");
      expect(response.headers.get("X-Request-Id")).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
      expect(response.headers.get("Retry-After")).toBe(status === 503 ? "1" : null);
      expect(response.headers.get("Allow")?.split(", ").toSorted()).toEqual(
        status === 405 ? allow : undefined,
      );
      expect(response.headers.get("Content-Type")).toBe(
        examples.size === 0 ? null : "application/json",
      );
    },
  );

  const named = responses.flatMap(({ status, examples }) =>
    [...examples].map(([example, value]) => ({ status, example, value })),
  );
  it.each(named)("answers the example $example of $status", async ({ status, example, value }) => {
    const fetch = mock.prefer({ code: status, example });
    const response = await fetch(mock.url + request.path, request.init);
    expect(response.status).toBe(status);
    expect(await read(response)).toEqual(value);
  });

  it("answers 401 in the contract's shape to a request without credentials", async () => {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(mock.url + request.path, { ...request.init, headers });
    expect(response.status).toBe(401);
    expect(await read(response)).toEqual({
      error_code: "WKS.00000401",
      error_msg: "X-Auth-Token: is required",
    });
    expect(mock.takeViolations()).toMatchObject([
      { method: request.init.method, path: request.path, location: "request.security" },
    ]);
  });
});

describe("what Prism would answer otherwise", () => {
  it("is an empty body, and no JSON, for a 200 that has no content", async () => {
    const response = await mock.fetch(mock.url + addUsers.path, addUsers.init);
    expect(response.headers.get("Content-Length")).toBe("0");
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it("is the contract's only media type, whatever the caller accepts", async () => {
    const headers = { ...list.init.headers, Accept: "text/html" };
    const response = await mock.fetch(mock.url + list.path, { headers });
    expect([response.status, response.headers.get("Content-Type")]).toEqual([
      200,
      "application/json",
    ]);
  });

  it("is an answer made up from the schemas when dynamic values are preferred", async () => {
    const created = validRequestOf("UpdateHotspotSessionConfig");
    const response = await mock.prefer({ dynamic: true })(mock.url + created.path, created.init);
    expect(await read(response)).toMatchObject({ id: expect.any(String) });
  });

  it("is 200 for a request signature in place of a token", async () => {
    const headers = { Authorization: "SDK-HMAC-SHA256 Access=a, SignedHeaders=host, Signature=0" };
    expect((await mock.fetch(mock.url + list.path, { headers })).status).toBe(200);
  });

  it("is no change to the contract that others in this process hold", () => {
    const { responses } = contract.paths["/v1/{project_id}/hotspot-session-config"].get;
    expect(responses["503"]).toEqual({ $ref: "#/components/responses/Unavailable" });
  });

  it("is the caller's own request id", async () => {
    const headers = { ...list.init.headers, "X-Request-Id": "of-my-own.1" };
    const response = await mock.fetch(mock.url + list.path, { headers });
    expect(response.headers.get("X-Request-Id")).toBe("of-my-own.1");
  });

  it("is 200 for ids with commas, slashes and broken escapes, which are only text", async () => {
    for (const id of ["a,b", "a%2Fb", "%zz", "%ff", "a+b", "{x}"]) {
      const response = await mock.fetch(`${mock.url}/v1/${id}/hotspot-session-config`, list.init);
      expect(response.status, id).toBe(200);
    }
  });
});

describe("a request that breaks the contract", () => {
  const user = { user_id: "u1" };
  const refused: [
    title: string,
    path: string,
    init: RequestInit,
    status: number,
    message: string,
  ][] = [
    [
      "an unknown path",
      "/v1/p/hotspot-session",
      list.init,
      404,
      "path: no operation has this path",
    ],
    ["a slash at the end", `${list.path}/`, list.init, 404, "path: no operation has this path"],
    [
      "an empty segment",
      "/v1//hotspot-session-config",
      list.init,
      404,
      "path: no operation has this path",
    ],
    [
      "an unknown method",
      list.path,
      { ...list.init, method: "PUT" },
      405,
      "method: PUT is not allowed here; see the Allow header",
    ],
    ["a page too large", `${list.path}?limit=101`, list.init, 400, "limit: must be <= 100"],
    [
      "a text that holds NUL",
      addUsers.path,
      patch({ update_type: "ADD", non_migrate_users: [{ user_name: "a\0b" }] }),
      400,
      "non_migrate_users[0].user_name: must not hold NUL or a lone surrogate",
    ],
    [
      "a parameter of the wrong type",
      `${list.path}?offset=first`,
      list.init,
      400,
      "offset: must be integer",
    ],
    [
      "a parameter given twice",
      `${list.path}?limit=1&limit=2`,
      list.init,
      400,
      "limit: must be integer",
    ],
    [
      "a missing field",
      addUsers.path,
      patch({ non_migrate_users: [user] }),
      400,
      "update_type: is required",
    ],
    [
      "an unknown property",
      addUsers.path,
      patch({ update_type: "ADD", non_migrate_users: [user], force: true }),
      400,
      "force: is not a property of this object",
    ],
    [
      "a value of the wrong type",
      addUsers.path,
      patch({ update_type: "ADD", non_migrate_users: [{ user_id: 5 }] }),
      400,
      "non_migrate_users[0].user_id: must be string",
    ],
    [
      "a value that is none of the choices",
      addUsers.path,
      patch({ update_type: "SET", non_migrate_users: [user] }),
      400,
      "update_type: must be one of ADD, DELETE",
    ],
    ["no body", addUsers.path, { ...addUsers.init, body: "" }, 400, "body: is required"],
    [
      "another media type",
      addUsers.path,
      { ...addUsers.init, headers: { "X-Auth-Token": "any", "Content-Type": "text/plain" } },
      400,
      "content-type: Supported content types: application/json",
    ],
    [
      "a content type that is none",
      addUsers.path,
      { ...addUsers.init, headers: { "X-Auth-Token": "any", "Content-Type": "json" } },
      400,
      "content-type: Supported content types: application/json",
    ],
  ];
  function patch(body: unknown): RequestInit {
    return { ...addUsers.init, body: JSON.stringify(body) };
  }

  it.each(refused)(
    "for %s is answered in the contract's shape, and recorded",
    async (_, path, init, status, message) => {
      const response = await fetch(mock.url + path, init);
      expect(response.status).toBe(status);
      expect(response.headers.get("Content-Type")).toBe("application/json");
      expect(response.headers.get("Cache-Control")).toBe("no-store");
      expect(response.headers.get("X-Request-Id")).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
      expect(response.headers.get("Allow")).toBe(status === 405 ? "GET, POST" : null);
      expect(await response.json()).toEqual({
        error_code: `WKS.00000${status}`,
        error_msg: message,
      });
      expect(mock.takeViolations()).toHaveLength(1);
    },
  );

  it("for malformed JSON says so", async () => {
    const response = await fetch(mock.url + addUsers.path, { ...addUsers.init, body: "{" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error_msg: "body: is not valid JSON",
    });
    expect(mock.takeViolations()).toMatchObject([
      { location: "request.body", message: expect.stringMatching(/^Request body is not JSON \(/) },
    ]);
  });

  it("names the first field that is wrong, and records every one", async () => {
    const response = await fetch(`${mock.url}${list.path}?limit=0&offset=-1`, list.init);
    expect(await response.json()).toMatchObject({
      error_msg: "offset: must be >= 0",
    });
    expect(mock.takeViolations().map(({ location }) => location)).toEqual([
      "request.query.offset",
      "request.query.limit",
    ]);
  });
});
