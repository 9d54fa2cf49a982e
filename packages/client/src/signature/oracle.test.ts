import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
import { BasicCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { canonicalPath } from "./canonical-request.ts";
import { signRequest } from "./sign.ts";

// The signer of the official SDK, compared with ours. Only that part of it is loaded: the whole
// needs a package that it does not declare, and writes into the home directory.

class Oracle extends AKSKSigner {
  /** The path that its signature covers, of a path that has nothing percent-encoded. */
  static pathOf(path: string) {
    return this.CanonicalURI(path) ?? "";
  }
}

interface Generated {
  readonly method: string;
  readonly origin: string;
  /** As they are, before anything is percent-encoded. */
  readonly segments: readonly string[];
  readonly query: readonly (readonly [name: string, values: readonly string[]])[];
  readonly body: unknown;
  readonly contentType: string | undefined;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken: string | undefined;
  readonly projectId: string | undefined;
  readonly time: number;
}

/** The `Authorization` and the date that the official SDK would send. */
function signByOracle(request: Generated): { Authorization: string; "X-Sdk-Date": string } {
  const { accessKey, secretKey, securityToken, projectId, contentType } = request;
  const date = new Date(request.time).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const signed: object = AKSKSigner.sign(
    {
      method: request.method,
      endpoint: `${request.origin}/${request.segments.join("/")}`,
      // It sorts the values in place.
      queryParams: Object.fromEntries(request.query.map(([name, values]) => [name, [...values]])),
      data: request.body,
      headers: {
        "X-Sdk-Date": date,
        ...(contentType !== undefined && { "content-type": contentType }),
        ...(projectId !== undefined && { "X-Project-Id": projectId }),
        ...(securityToken !== undefined && { "X-Security-Token": securityToken }),
      },
    },
    new BasicCredentials({ ak: accessKey, sk: secretKey }),
  );
  return {
    Authorization: String(Reflect.get(signed, "Authorization")),
    "X-Sdk-Date": String(Reflect.get(signed, "X-Sdk-Date")),
  };
}

/** What we sign: the same request as `fetch` sends it. */
async function sign(request: Generated) {
  const { accessKey, secretKey, securityToken, projectId, contentType, time } = request;
  const path = request.segments.map(encodeURIComponent).join("/");
  const query = request.query
    .flatMap(([name, values]) => values.map((value) => [name, value].map(encodeURIComponent)))
    .map((pair) => pair.join("="))
    .join("&");
  const text = request.body === undefined ? undefined : JSON.stringify(request.body);
  const { Authorization, "X-Sdk-Date": date } = await signRequest(
    {
      method: request.method,
      url: `${request.origin}/${path}${query === "" ? "" : `?${query}`}`,
      headers: new Headers(contentType === undefined ? {} : { "Content-Type": contentType }),
      // Text and bytes in turn: it must make no difference.
      body: text === undefined || time % 2 === 0 ? text : new TextEncoder().encode(text),
    },
    { accessKey, secretKey, securityToken },
    { now: new Date(time), projectId },
  );
  return { Authorization, "X-Sdk-Date": date };
}

/** Every character there is, and those that people use more often. */
const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom(
    "",
    "~",
    "*",
    "(!)",
    "a b",
    "a+b",
    "100%",
    "%41",
    "测试",
    "Ω/ω",
    "🙂",
    "__proto__",
  ),
);
const key = fc.string({ minLength: 1, maxLength: 40 }).map((some) => some.replaceAll(/[ ,]/g, "x"));
const headerValue = fc
  .string({ minLength: 1, maxLength: 40 })
  .map((some) => some.replaceAll(" ", "="));

/** What the oracle takes for a separator, or encodes twice: the tests below are about these. */
const troubles = /[%?#/\\\s{}|^`<>"']/g;
const segment = text.map((some) => some.replaceAll(troubles, "_")).filter((some) => !isStep(some));
const isStep = (some: string) => some === "." || some === "..";

const generated: fc.Arbitrary<Generated> = fc.record({
  method: fc.constantFrom("GET", "POST", "PATCH", "PUT", "DELETE"),
  origin: fc.constantFrom(
    "https://appstream.cn-north-4.myhuaweicloud.com",
    "https://example.com:8443",
    "http://127.0.0.1:8080",
    "http://[::1]:3000",
    "http://LocalHost:1",
    "https://bücher.example",
  ),
  // The last is empty where the path ends in a slash.
  segments: fc
    .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom("hotspot-session-config", ""))
    .map(([ids, last]) => ["v1"].concat(ids, last)),
  query: fc.uniqueArray(fc.tuple(text, fc.array(text, { minLength: 1, maxLength: 3 })), {
    selector: ([name]) => name,
    maxLength: 4,
  }),
  body: fc.option(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(text))), {
    nil: undefined,
  }),
  contentType: fc.constantFrom(undefined, "application/json", "application/json; charset=utf-8"),
  accessKey: key,
  secretKey: key,
  securityToken: fc.option(headerValue, { nil: undefined }),
  projectId: fc.option(headerValue, { nil: undefined }),
  time: fc.integer({ min: 0, max: Date.UTC(2099, 0) }),
});

/** The long form, by `pnpm test:soak`, has ten thousand requests and never the same ones. */
const soaking = process.env["HOTSPOT_SOAK"] === "1";

describe("our signature and the official SDK's", () => {
  it("are the same, byte for byte, for generated requests", { timeout: 300_000 }, async () => {
    // By the hundred: Web Crypto works on them beside each other.
    const hundred = fc.array(generated, { minLength: 100, maxLength: 100, size: "max" });
    await fc.assert(
      fc.asyncProperty(hundred, async (requests) => {
        expect(await Promise.all(requests.map(sign))).toEqual(requests.map(signByOracle));
      }),
      soaking ? { numRuns: 100 } : { numRuns: 10, seed: 20_261_101 },
    );
  });

  it("cover the same path, whatever is in an id", () => {
    fc.assert(
      fc.property(text, (id) => {
        fc.pre(!id.includes("/") && !isStep(id));
        const sent = new URL(`http://127.0.0.1/v1/${encodeURIComponent(id)}/users`).pathname;
        expect(canonicalPath(sent)).toBe(Oracle.pathOf(`/v1/${id}/users`));
      }),
      soaking ? { numRuns: 10_000 } : { numRuns: 1000, seed: 20_261_102 },
    );
  });
});

const plain: Generated = {
  method: "GET",
  origin: "https://example.com",
  segments: ["v1", "project", "hotspot-session-config"],
  query: [],
  body: undefined,
  contentType: undefined,
  accessKey: "AK",
  secretKey: "SK",
  securityToken: undefined,
  projectId: undefined,
  time: Date.UTC(2026, 10, 1),
};

// It signs a path other than the one it sends, and a verifier has only what was sent: it would refuse
// the signature.
describe("where the official SDK is wrong", () => {
  it.each(["a b", "a'b", "{a}", "a|b", "a^b", "a`b", "<a>", 'a"b'])(
    "the segment %j, which is sent encoded once, is encoded twice in what it signs",
    async (id) => {
      const segments = ["v1", id];
      const byOracle = signByOracle({ ...plain, segments });
      expect(await sign({ ...plain, segments })).not.toEqual(byOracle);
      // It signs as if the percent sign were itself a part of the id.
      const encoded = Oracle.pathOf(id);
      expect(await sign({ ...plain, segments: ["v1", encoded.slice(0, -1)] })).toEqual(byOracle);
      // Its own rule for paths agrees with ours: only it is handed one that Node has encoded.
      expect(canonicalPath(`/${encodeURIComponent(id)}`)).toBe(Oracle.pathOf(`/${id}`));
    },
  );
});

describe("where the official SDK differs", () => {
  it("the usual port is in the host that it signs and sends, and in neither of fetch's", async () => {
    const origin = "https://example.com:443";
    expect(await sign({ ...plain, origin })).toEqual(signByOracle(plain));
    expect(signByOracle({ ...plain, origin })).not.toEqual(signByOracle(plain));
  });
});
