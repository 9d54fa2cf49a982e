import fc from "fast-check";

import { signRequest } from "../src/index.ts";

/** A request before it is encoded and signed. */
export interface Generated {
  readonly method: string;
  readonly origin: string;
  /** Not percent-encoded. */
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

/** The signed request as it goes over the wire. */
export interface Sent {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Signs the request as `fetch` sends it. */
export async function send(request: Generated): Promise<Sent> {
  const { accessKey, secretKey, securityToken, projectId, contentType, time, method } = request;
  const query = request.query
    .flatMap(([name, values]) => values.map((value) => [name, value].map(encodeURIComponent)))
    .map((pair) => pair.join("="))
    .join("&");
  const path = request.segments.map(encodeURIComponent).join("/");
  const url = new URL(`${request.origin}/${path}${query === "" ? "" : `?${query}`}`);
  const text = request.body === undefined ? "" : JSON.stringify(request.body);
  const body = new TextEncoder().encode(text);
  const headers = contentType === undefined ? undefined : { "Content-Type": contentType };
  const signed = await signRequest(
    // Text and bytes in turn: it must make no difference.
    { method, url, headers: new Headers(headers), body: time % 2 === 0 ? text : body },
    { accessKey, secretKey, securityToken },
    { now: new Date(time), projectId },
  );
  return {
    method,
    target: url.pathname + url.search,
    headers: { host: url.host, ...headers, ...signed, "User-Agent": "not signed" },
    body,
  };
}

/** A request with nothing special. */
export const simple: Generated = {
  method: "GET",
  origin: "http://127.0.0.1:8080",
  segments: ["v1", "project", "hotspot-session-config"],
  query: [["limit", ["10"]]],
  body: undefined,
  contentType: undefined,
  accessKey: "ACCESSKEY",
  secretKey: "SECRETKEY",
  securityToken: undefined,
  projectId: undefined,
  time: Date.UTC(2026, 10, 1),
};

/**
 * Any character of Unicode, and some that are made of several. The units of fast-check that hold all
 * take a second to make.
 */
const character = fc.oneof(
  fc
    .integer({ min: 0, max: 0x10ffff - 0x800 })
    .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800)),
  fc.constantFrom("e\u0301", "\u1100\u1161", "👩‍👩‍👧", "🇪🇺"),
);

/** Any characters, with those that have a meaning in URLs more often. */
export const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: character, maxLength: 8 }),
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

/** A URL resolves `.` and `..` away. */
export const isDotSegment = (segment: string) => segment === "." || segment === "..";

const key = fc.string({ minLength: 1, maxLength: 40 }).map((some) => some.replaceAll(/[ ,]/g, "x"));
const headerValue = fc
  .string({ minLength: 1, maxLength: 40 })
  .map((some) => some.replaceAll(" ", "="));

/** What the official SDK takes for a separator, or encodes twice. */
const misencoded = /[%?#/\\\s{}|^`<>"']/g;
const segment = text
  .map((some) => some.replaceAll(misencoded, "_"))
  .filter((some) => !isDotSegment(some));

/** Requests that the official SDK signs as it sends them. */
export const requests: fc.Arbitrary<Generated> = fc.record({
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

/**
 * How often a property is tried: `pnpm test:soak` generates fifty times as many requests, and others each
 * time.
 */
export function runs(count: number): fc.Parameters<unknown> {
  const isSoak = process.env["HOTSPOT_SOAK"] === "1";
  return isSoak ? { numRuns: count * 50 } : { numRuns: count, seed: 20_261_101 };
}
