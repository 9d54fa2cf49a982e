import { describe, expect, it } from "vitest";

import { type Authorization, checkDate, parseAuthorization } from "../src/index.ts";
import { type Generated, send, simple } from "./generated-requests.ts";

async function parse(request: Generated): Promise<Authorization> {
  const { headers } = await send(request);
  const authorization = parseAuthorization(Object.entries(headers));
  if (authorization.refused !== undefined) throw new Error(authorization.message);
  return authorization;
}

const names = "content-type;host;x-project-id;x-sdk-date;x-security-token";
const signature = "0123456789abcdef".repeat(4);
const headers: Readonly<Record<string, string>> = {
  Host: "127.0.0.1:8080",
  "Content-Type": "application/json",
  "X-Project-Id": "p",
  "X-Security-Token": "t",
  "X-Sdk-Date": "20261101T000000Z",
  Authorization: `SDK-HMAC-SHA256 Access=AK, SignedHeaders=${names}, Signature=${signature}`,
};

describe("an authorization", () => {
  it("is read with the headers that it signs", () => {
    expect(parseAuthorization(new Headers({ ...headers, "X-Request-Id": "r" }))).toEqual({
      accessKey: "AK",
      signature,
      signedHeaders: new Map([
        ["content-type", "application/json"],
        ["host", "127.0.0.1:8080"],
        ["x-project-id", "p"],
        ["x-sdk-date", "20261101T000000Z"],
        ["x-security-token", "t"],
      ]),
      date: Date.UTC(2026, 10, 1),
      projectId: "p",
      securityToken: "t",
      payloadHash: undefined,
    });
  });

  /** Changes `Authorization`. */
  const edit = (from: string | RegExp, to: string) => ({
    Authorization: headers["Authorization"]?.replace(from, to) ?? "",
  });
  const drop = (name: string) => edit(new RegExp(`${name};|;${name}(?=,)`), "");

  it.each([
    ["another algorithm", "algorithm", edit("SHA256", "SM3")],
    ["an algorithm in lower case", "algorithm", edit(/^[^ ]+/, "sdk-hmac-sha256")],
    ["a bearer token", "algorithm", { Authorization: `Bearer ${signature}` }],
    ["nothing", "algorithm", { Authorization: "" }],
    ["the algorithm alone", "authorization", edit(/ .*/, "")],
    ["no access key", "authorization", edit("AK", "")],
    ["no signed headers", "authorization", edit(names, "")],
    ["a signature in capitals", "authorization", edit(signature, signature.toUpperCase())],
    ["a short signature", "authorization", edit(signature, signature.slice(1))],
    ["two signatures", "authorization", edit(/$/, `, Signature=${signature}`)],
    ["another order of its parts", "authorization", edit(/(Access=AK), (.*?), /, "$2, $1, ")],
    ["a header in capitals", "authorization", edit("host", "Host")],
    ["a header listed twice", "authorization", edit("host", "host;host")],
    [
      "headers that are not sorted",
      "authorization",
      edit("content-type;host", "host;content-type"),
    ],
    ["an empty header name", "authorization", edit("host", "host;")],
    ["a header that was not sent", "header", edit("host", "host;user-agent")],
    ["a project that is not signed", "header", drop("x-project-id")],
    ["a security token that is not signed", "header", drop("x-security-token")],
    ["a header with a line break", "header", { Host: "a\nb:c" }],
    ["a header that is not ASCII", "header", { Host: "b\u00fccher" }],
    ["a date that is not signed", "date", drop("x-sdk-date")],
    ["a date in another form", "date", { "X-Sdk-Date": "2026-11-01T00:00:00Z" }],
    ["a date that does not exist", "date", { "X-Sdk-Date": "20260230T000000Z" }],
    ["an hour that does not exist", "date", { "X-Sdk-Date": "20261101T240000Z" }],
  ])("with %s is refused because of its %s", (_, refused, changed) => {
    const refusal = parseAuthorization(Object.entries({ ...headers, ...changed }));
    expect(refusal).toEqual({ refused, message: expect.stringMatching(/^[\w-]+: (must|is) /) });
  });

  it.each(["Authorization", "host", "X-PROJECT-ID", "X-Sdk-Date", "X-Sdk-Content-Sha256"])(
    "with two headers %s is refused",
    (name) => {
      const hash = ["X-Sdk-Content-Sha256", signature] as const;
      const value = new Headers(headers).get(name) ?? signature;
      expect(parseAuthorization([...Object.entries(headers), hash])).not.toHaveProperty("refused");
      const doubled = [...Object.entries(headers), hash, [name, value] as const];
      expect(parseAuthorization(doubled)).toHaveProperty("refused");
    },
  );

  it("is missing: refused as well", () => {
    expect(parseAuthorization([])).toEqual({
      refused: "authorization",
      message: "Authorization: must be sent once",
    });
  });
});

describe("the date", () => {
  const now = Date.UTC(2026, 10, 1);

  it.each([0, 900_000, -900_000])("may be %i ms away from the clock", async (skew) => {
    expect(checkDate(await parse({ ...simple, time: now + skew }), now)).toBeUndefined();
  });

  it.each([
    [901_000, "901 s ahead of"],
    [-901_000, "901 s behind"],
  ])("%i ms away is refused, in words that name the difference", async (skew, words) => {
    expect(checkDate(await parse({ ...simple, time: now + skew }), now)).toEqual({
      refused: "date",
      message: `x-sdk-date: is ${words} the clock of the service; at most 900 s are accepted`,
    });
  });
});
