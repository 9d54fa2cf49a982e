import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { checkDate, parseAuthorization } from "../src/index.ts";
import { headerPairs, verifySignature } from "../src/node.ts";

interface Recorded {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

// As each official SDK sent them, with odd characters in the filter; the service's ecosystem/main.ts
// recorded them. `--record` makes them anew.
const file = new URL("recorded-requests.json", import.meta.url);
const recordings: Readonly<Record<string, readonly Recorded[]>> = JSON.parse(
  readFileSync(file, "utf8"),
);

/** The kind of refusal; undefined where the signature is right. */
function verify({ method, target, rawHeaders, body }: Recorded): string | undefined {
  const authorization = parseAuthorization(headerPairs(rawHeaders));
  if (authorization.refused !== undefined) return authorization.refused;
  const request = { method, target, body: Buffer.from(body) };
  return verifySignature(request, authorization, "example-secret-key")?.refused;
}

/** Every request that differs from one in one part that is signed, with what was changed. */
function* tampered(request: Recorded): Generator<readonly [change: string, request: Recorded]> {
  const { method, target, rawHeaders, body } = request;
  const [path = "", query = ""] = target.split("?");
  yield ["method", { ...request, method: method === "GET" ? "POST" : "GET" }];
  for (const at of path.matchAll(/[^/]/g)) {
    const other = at[0] === "a" ? "b" : "a";
    const changed = path.slice(0, at.index) + other + path.slice(at.index + 1);
    yield [`path at ${at.index}`, { ...request, target: target.replace(path, changed) }];
  }
  yield ["query, by one more", { ...request, target: `${target}${query ? "&" : "?"}limit=1` }];
  for (const pair of query === "" ? [] : query.split("&")) {
    yield [`${pair} left out`, { ...request, target: target.replace(pair, "") }];
    const [name = "", value = ""] = pair.split("=");
    yield [`${pair} changed`, { ...request, target: target.replace(pair, `${name}=${value}1`) }];
  }
  const signed = /SignedHeaders=([^,]*)/.exec(rawHeaders.join())?.[1]?.split(";") ?? [];
  expect(signed).toContain("x-sdk-date");
  for (const name of signed) {
    const at = rawHeaders.findIndex((text) => text.toLowerCase() === name);
    expect(at % 2).toBe(0);
    const value = rawHeaders[at + 1] ?? "";
    for (const other of [`${value}x`, value.replace(/\d/, (digit) => `${9 - Number(digit)}`), ""]) {
      if (other === value) continue;
      yield [`${name}: ${other}`, { ...request, rawHeaders: rawHeaders.with(at + 1, other) }];
    }
    yield [`${name} left out`, { ...request, rawHeaders: rawHeaders.toSpliced(at, 2) }];
    const twice = rawHeaders.concat(name, value);
    yield [`${name} sent twice`, { ...request, rawHeaders: twice }];
  }
  yield ["body, by a blank", { ...request, body: `${body} ` }];
  if (body !== "") yield ["body left out", { ...request, body: "" }];
}

describe.each(Object.entries(recordings))("a request of the official SDK for %s", (_, requests) => {
  it("verifies as it was sent, and with no change of what is signed", () => {
    expect(requests.length).toBeGreaterThan(1);
    for (const request of requests) {
      const where = `${request.method} ${request.target}`;
      expect(verify(request), where).toBeUndefined();
      for (const [change, changed] of tampered(request)) {
        expect(verify(changed), `${where}: ${change}`).toEqual(expect.any(String));
      }
    }
  });

  it("is refused 15 minutes after it was signed", () => {
    for (const { rawHeaders } of requests) {
      const authorization = parseAuthorization(headerPairs(rawHeaders));
      if (authorization.refused !== undefined) throw new Error(authorization.message);
      expect(checkDate(authorization, authorization.date + 900_000)).toBeUndefined();
      expect(checkDate(authorization, authorization.date + 900_001)?.refused).toBe("date");
    }
  });
});
