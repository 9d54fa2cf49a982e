import { createHash, createHmac } from "node:crypto";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  parseAuthorization,
  type Refusal,
  verifySignature as verifyByWebCrypto,
} from "../src/index.ts";
import { headerPairs, verifySignature } from "../src/node.ts";
import { requests, runs, type Sent, send, simple } from "./generated-requests.ts";

/** What both verifiers say, which must be the same; undefined where the signature is right. */
async function verify(
  { headers, ...request }: Sent,
  secretKey: string,
): Promise<Refusal | undefined> {
  const authorization = parseAuthorization(headerPairs(Object.entries(headers).flat()));
  if (authorization.refused !== undefined) return authorization;
  const refusal = verifySignature(request, authorization, secretKey);
  expect(await verifyByWebCrypto(request, authorization, secretKey)).toEqual(refusal);
  return refusal;
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a request that was signed", () => {
  it("verifies as it was sent", async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        expect(await verify(await send(request), request.secretKey)).toBeUndefined();
      }),
      runs(50),
    );
  });

  /** One change each of what is sent or of the key; the same request where there is nothing to change. */
  const changes: Readonly<Record<string, (sent: Sent, other: string) => Partial<Sent>>> = {
    method: ({ method }, other) => ({ method: method === "GET" ? other : "GET" }),
    path: ({ target }, other) => ({ target: target.replace("/v1", `/v1${other}`) }),
    "path, by one segment": ({ target }, other) => ({ target: target.replace("/v1", `/${other}`) }),
    "query, by one parameter": ({ target }, other) => ({
      target: `${target}${target.includes("?") ? "&" : "?"}${other}`,
    }),
    "query, by one value": ({ target }, other) => ({
      target: target.replace(/=([^&]*)/, `=$1${other}`),
    }),
    "query, by the loss of one parameter": ({ target }) => ({
      target: target.replace(/([?&])[^&]*$/, ""),
    }),
    "query, by one more question mark": ({ target }) => ({ target: target.replace("?", "??") }),
    host: ({ headers }, other) => ({ headers: { ...headers, host: other } }),
    "content type": ({ headers }, other) =>
      "Content-Type" in headers ? { headers: { ...headers, "Content-Type": other } } : {},
    project: ({ headers }, other) => ({ headers: { ...headers, "X-Project-Id": other } }),
    "security token": ({ headers }, other) => ({
      headers: { ...headers, "X-Security-Token": other },
    }),
    date: ({ headers }) => ({ headers: { ...headers, "X-Sdk-Date": "19991231T235959Z" } }),
    signature: ({ headers }) => ({
      headers: { ...headers, Authorization: headers["Authorization"]?.replace(/.$/, flip) ?? "" },
    }),
    "list of signed headers": ({ headers }) => ({
      headers: {
        ...headers,
        Authorization: headers["Authorization"]?.replace("=host;", "=host;user-agent;") ?? "",
      },
    }),
    body: ({ body }, other) => ({ body: bytes(new TextDecoder().decode(body) + other) }),
    "body, by one bit": ({ body }) => ({
      body: body.map((byte, at) => (at === 0 ? byte ^ 1 : byte)),
    }),
  };
  const flip = (digit: string) => (digit === "0" ? "1" : "0");

  it.each(Object.entries(changes))("does not verify with another %s", async (_, change) => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(requests, fc.stringMatching(/^[a-z]{1,8}$/), async (request, other) => {
        const sent = await send(request);
        const tampered = { ...sent, ...change(sent, other) };
        if (JSON.stringify(tampered) === JSON.stringify(sent)) return;
        changed += 1;
        expect(await verify(tampered, request.secretKey)).toMatchObject({
          refused: expect.any(String),
        });
      }),
      runs(25),
    );
    expect(changed).toBeGreaterThan(5);
  });

  it("does not verify by another secret key", async () => {
    const sent = await send(simple);
    expect(await verify(sent, `${simple.secretKey}x`)).toEqual({
      refused: "signature",
      message: "Authorization: the signature does not match",
    });
  });
});

describe("an empty secret key", () => {
  it("is refused, since anyone can sign with it", async () => {
    const { headers, ...request } = await send(simple);
    const authorization = parseAuthorization(Object.entries(headers));
    if (authorization.refused !== undefined) throw new Error(authorization.message);
    const error = new TypeError("secretKey: must not be empty");
    expect(() => verifySignature(request, authorization, "")).toThrow(error);
    await expect(verifyByWebCrypto(request, authorization, "")).rejects.toThrow(error);
  });
});

// What each official SDK signs and sends, as measured; the canonical query by hand.
describe("the official SDK", () => {
  const date = "20261101T000000Z";
  const path = "/v1/project/hotspot-session-config/c/non-migration-users";
  const always = { "X-Project-Id": "project", "X-Sdk-Date": date };
  const host = "127.0.0.1:8080";
  const json = "application/json";
  const sdks: readonly (readonly [
    language: string,
    query: string,
    canonicalQuery: string,
    signed: Readonly<Record<string, string>>,
  ])[] = [
    [
      "for Python",
      "limit=10&user_name=~%2A%27+%E6%B5%8B",
      "limit=10&user_name=~%2A%27%20%E6%B5%8B",
      { "Content-Type": json, Host: host, "User-Agent": "huaweicloud-usdk-python/3.0" },
    ],
    ["for Go", "limit=10&user_name", "limit=10&user_name=", { "User-Agent": "usdk-go/3.0" }],
    [
      "for Java",
      "user_name=%7E*%27&limit=10",
      "limit=10&user_name=~%2A%27",
      { Host: host, "User-Agent": "huaweicloud-usdk-java/3.0" },
    ],
    [
      "for Node",
      "user_name=~*'&limit=10",
      "limit=10&user_name=~%2A%27",
      { "Content-Type": json, Host: host },
    ],
  ];

  it.each(sdks)("%s is understood", async (_, query, canonicalQuery, signed) => {
    const body = bytes('{"user_name":"\\u6d4b"}\n');
    const sorted = Object.entries({ ...always, ...signed })
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
    const names = sorted.map(([name]) => name).join(";");
    const canonical = [
      "PATCH",
      `${path}/`,
      canonicalQuery,
      ...sorted.map((pair) => pair.join(":")),
      "",
      names,
      createHash("sha256").update(body).digest("hex"),
    ].join("\n");
    const hash = createHash("sha256").update(canonical).digest("hex");
    const signature = createHmac("sha256", "SECRETKEY")
      .update(`SDK-HMAC-SHA256\n${date}\n${hash}`)
      .digest("hex");
    const sent: Sent = {
      method: "PATCH",
      target: `${path}?${query}`,
      headers: {
        Host: host,
        ...always,
        ...signed,
        Authorization: `SDK-HMAC-SHA256 Access=AK, SignedHeaders=${names}, Signature=${signature}`,
      },
      body,
    };
    expect(await verify(sent, "SECRETKEY")).toBeUndefined();
    expect(await verify({ ...sent, body: bytes("") }, "SECRETKEY")).toBeDefined();
  });
});

describe("a target", () => {
  it.each([
    ["has a second reading: %, which encodes nothing", "/v1/100%/?limit=10"],
    ["has a second reading in its query", "/v1/?user_name=%zz"],
    ["is not UTF-8", "/v1/?user_name=%ff"],
    ["has a fragment", "/v1/#/hotspot-session-config"],
    ["is a URL", "http://127.0.0.1:8080/v1/"],
    ["is empty", ""],
    ["has a space", "/v1/ /"],
  ])("that %s is refused before its signature is compared", async (_, target) => {
    const { headers } = await send(simple);
    const refusal = await verify({ method: "GET", target, headers, body: bytes("") }, "SECRETKEY");
    expect(refusal).toMatchObject({ refused: "target" });
  });
});

describe("X-Sdk-Content-Sha256", () => {
  const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

  it.each([
    ["the hash of the body", hashOf(""), undefined],
    ["the hash of another body", hashOf("{}"), "payload"],
    ["UNSIGNED-PAYLOAD", "UNSIGNED-PAYLOAD", "payload"],
    ["empty", "", "payload"],
  ])("that is %s: refused is %s", async (_, value, refused) => {
    const sent = await send(simple);
    const headers = { ...sent.headers, "X-Sdk-Content-Sha256": value };
    expect((await verify({ ...sent, headers }, "SECRETKEY"))?.refused).toBe(refused);
  });
});
