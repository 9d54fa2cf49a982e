import { inspect } from "node:util";

import { describe, expect, it } from "vitest";

import { createHotspotClient, type HotspotAuth } from "../src/index.ts";
import { configId, failureOf, projectId } from "./calls.ts";
import { startServer } from "./server.ts";

const json = { "content-type": "application/json" };
const refusal = JSON.stringify({ error_code: "WKS.00000401", error_msg: "token: is expired" });

/** A server that takes one token only, which it may change. */
async function startGuarded(valid: string) {
  const guard = { valid, seen: [] as unknown[] };
  const server = await startServer((request, response) => {
    const given = request.headers["x-auth-token"];
    guard.seen.push(given);
    if (given === guard.valid) response.writeHead(200, json).end('{"items":[]}');
    else response.writeHead(401, json).end(refusal);
  });
  return { ...server, guard };
}

const clientOf = (baseUrl: string, auth: HotspotAuth) =>
  createHotspotClient({ baseUrl, projectId, auth, maxRetries: 0 });

describe("a function that gives the token", () => {
  it("is called once for all calls, even those at the same time", async () => {
    await using server = await startGuarded("token-1");
    let given = 0;
    const { configs } = clientOf(server.url, {
      token: async () => {
        given += 1;
        return `token-${given}`;
      },
    });
    await Promise.all([configs.list(), configs.list(), configs.list()]);
    await configs.list();
    expect(given).toBe(1);
  });

  it("is called again after a 401, once for all calls that it hits", async () => {
    await using server = await startGuarded("token-1");
    let given = 0;
    const { configs } = clientOf(server.url, { token: () => `token-${++given}` });
    await configs.list();
    server.guard.valid = "token-2";
    await Promise.all([configs.list(), configs.list(), configs.list()]);
    expect(given).toBe(2);
    expect(new Set(server.guard.seen)).toEqual(new Set(["token-1", "token-2"]));
  });

  it("is called again only once in a call", async () => {
    await using server = await startGuarded("none of them");
    let given = 0;
    const { configs } = clientOf(server.url, { token: () => `token-${++given}` });
    expect(await failureOf(configs.list())).toMatchObject({
      kind: "Authentication",
      status: 401,
      attempts: 2,
    });
    expect(given).toBe(2);
  });

  it("renews the token of a create too: a 401 changes nothing", async () => {
    await using server = await startGuarded("token-2");
    let given = 0;
    const { configs } = clientOf(server.url, { token: () => `token-${++given}` });
    const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
    await failureOf(configs.create(settings));
    expect(server.guard.seen).toEqual(["token-1", "token-2"]);
  });

  it("fails the call where it fails, and is called again by the next", async () => {
    await using server = await startGuarded("token-2");
    let given = 0;
    const { configs } = clientOf(server.url, {
      token: () => {
        given += 1;
        if (given === 1) throw new Error("no login");
        return `token-${given}`;
      },
    });
    const error = await failureOf(configs.list());
    expect(error).toMatchObject({ kind: "Authentication", error_msg: "no credentials (no login)" });
    expect(error.cause).toEqual(new Error("no login"));
    expect(server.guard.seen).toEqual([]);
    expect(await configs.list()).toEqual({ items: [] });
  });

  it("that gives no token fails the call without repeating what it gave", async () => {
    const { configs } = clientOf("http://127.0.0.1:9", { token: () => "s3cret\n" });
    const error = await failureOf(configs.list());
    expect(error.error_msg).toMatch(/^no credentials \(token: must be printable/);
    expect(inspect(error)).not.toContain("s3cret");
  });

  it("that never settles blocks no later call", async () => {
    await using server = await startGuarded("token-2");
    let given = 0;
    const options = { baseUrl: server.url, projectId, maxRetries: 0 };
    const { configs } = createHotspotClient({
      ...options,
      token: () => (++given === 1 ? new Promise<never>(() => {}) : `token-${given}`),
    });
    const error = await failureOf(configs.list({}, { timeout: 20 }));
    expect(error).toMatchObject({ kind: "Timeout", uncertain: false });
    expect(await configs.list()).toEqual({ items: [] });
    expect(server.guard.seen).toEqual(["token-2"]);
  });

  it("that is given another token by the call is not asked after a 401", async () => {
    await using server = await startGuarded("token-1");
    let given = 0;
    const { configs } = clientOf(server.url, { token: () => `token-${++given}` });
    const headers = { "X-Auth-Token": "of the call" };
    expect(await failureOf(configs.list({}, { headers }))).toMatchObject({
      kind: "Authentication",
      attempts: 1,
    });
    expect(given).toBe(0);
  });

  it("serves raw as well, and is called again after a 401", async () => {
    await using server = await startGuarded("token-2");
    let given = 0;
    const { raw } = clientOf(server.url, { token: () => `token-${++given}` });
    const params = { path: { project_id: projectId } };
    const statusOf = async () =>
      (await raw.GET("/v1/{project_id}/hotspot-session-config", { params })).response.status;
    expect([await statusOf(), await statusOf(), await statusOf()]).toEqual([401, 200, 200]);
  });
});

describe("an access key", () => {
  it("signs every request, and its secret cannot be seen", async () => {
    const seen: unknown[] = [];
    await using server = await startServer((request, response) => {
      seen.push(request.headers);
      response.writeHead(401, json).end(refusal);
    });
    const secretKey = "correct-horse-battery-staple";
    const hotspot = clientOf(server.url, {
      accessKey: "AK",
      secretKey,
      securityToken: "temporary",
    });
    await failureOf(hotspot.configs.list());
    const error = await failureOf(hotspot.nonMigrationUsers.add(configId, [{ user_id: "ü" }]));
    const signed = {
      authorization: expect.stringMatching(
        /^SDK-HMAC-SHA256 Access=AK, SignedHeaders=.*, Signature=[0-9a-f]{64}$/,
      ),
      "x-sdk-date": expect.stringMatching(/^\d{8}T\d{6}Z$/),
      "x-project-id": projectId,
      "x-security-token": "temporary",
    };
    expect(seen).toMatchObject([signed, signed]);
    const all = inspect([seen, error, hotspot], { depth: Infinity, showHidden: true });
    expect(all).not.toContain(secretKey);
  });

  it.each([
    [-17, "the clock here is 17 minutes ahead of the service's"],
    [20, "the clock here is 20 minutes behind the service's"],
    [5, undefined],
  ])("that is refused by a clock %i minutes away says so", async (minutes, hint) => {
    const date = new Date(Date.now() + minutes * 60_000).toUTCString();
    await using server = await startServer((_, response) =>
      response.writeHead(401, { ...json, date }).end(refusal),
    );
    const signing = clientOf(server.url, { accessKey: "AK", secretKey: "SK" });
    const { error_msg } = await failureOf(signing.configs.list());
    expect(error_msg).toBe(["token: is expired", hint].filter(Boolean).join("; "));
  });

  it.each([
    [{ accessKey: "", secretKey: "s" }, "accessKey: must be a string that is not empty"],
    [{ accessKey: "a", secretKey: "s3cret\n" }, /^(?!.*s3cret)secretKey: must be printable ASCII/],
    [{ accessKey: "a", secretKey: "s", securityToken: "" }, "securityToken: must be a string"],
  ])("that cannot be sent is refused (%#)", (auth, message) => {
    expect(() => clientOf("http://127.0.0.1", auth)).toThrow(message);
  });
});
