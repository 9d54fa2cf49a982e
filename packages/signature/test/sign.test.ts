import { createHash, createHmac } from "node:crypto";
import { inspect } from "node:util";

import { describe, expect, it } from "vitest";

import { canonicalPath, canonicalQuery } from "../src/canonical-request.ts";
import { type RequestToSign, type SignOptions, signRequest } from "../src/sign.ts";

const credentials = { accessKey: "ACCESSKEY", secretKey: "s3cret-of-the-key" };
const now = new Date("2026-08-01T09:30:59.999Z");
const request: RequestToSign = {
  method: "GET",
  url: "https://example.com/v1/project/hotspot-session-config?limit=10&offset=0",
  headers: new Headers(),
};

describe("a signed request", () => {
  it("has the signature that the algorithm, written out by hand, comes to", async () => {
    const body = '{"hotspot_exit_session_num":2}';
    const canonical = [
      "POST",
      "/v1/a%2Cb%20c/hotspot-session-config/",
      "a=1&a=2&user_name=%2A",
      "content-type:application/json",
      "host:example.com:8443",
      "x-project-id:a,b",
      "x-sdk-date:20260801T093059Z",
      "x-security-token:temporary",
      "",
      "content-type;host;x-project-id;x-sdk-date;x-security-token",
      createHash("sha256").update(body).digest("hex"),
    ].join("\n");
    const hash = createHash("sha256").update(canonical).digest("hex");
    const signature = createHmac("sha256", credentials.secretKey)
      .update(`SDK-HMAC-SHA256\n20260801T093059Z\n${hash}`)
      .digest("hex");

    const signed = await signRequest(
      {
        method: "POST",
        url: "https://example.com:8443/v1/a,b%20c/hotspot-session-config?user_name=*&a=2&a=1#here",
        headers: new Headers({ "Content-Type": " application/json ", "X-Request-Id": "unsigned" }),
        body,
      },
      { ...credentials, securityToken: "temporary" },
      { now, projectId: "a,b" },
    );
    expect(signed).toEqual({
      Authorization: `SDK-HMAC-SHA256 Access=ACCESSKEY, SignedHeaders=content-type;host;x-project-id;x-sdk-date;x-security-token, Signature=${signature}`,
      "X-Sdk-Date": "20260801T093059Z",
      "X-Project-Id": "a,b",
      "X-Security-Token": "temporary",
    });
  });

  it("is signed with the present date by default", async () => {
    const { "X-Sdk-Date": date = "" } = await signRequest(request, credentials);
    const time = date.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5");
    expect(Math.abs(Date.now() - Date.parse(time))).toBeLessThan(10_000);
  });

  it("signs project and security token where they are among its headers already", async () => {
    const headers = new Headers({ "x-project-id": " p ", "X-SECURITY-TOKEN": "t" });
    expect(await signRequest({ ...request, headers }, credentials, { now })).toEqual(
      await signRequest(request, { ...credentials, securityToken: "t" }, { now, projectId: "p" }),
    );
  });

  it("does not sign a host or date of the caller's, which would not be sent", async () => {
    const headers = new Headers({ host: "elsewhere", "x-sdk-date": "20200101T000000Z" });
    expect(await signRequest({ ...request, headers }, credentials, { now })).toEqual(
      await signRequest(request, credentials, { now }),
    );
  });

  it.each([undefined, "", new Uint8Array()])(
    "with the body %j is signed as one without",
    async (body) => {
      expect(await signRequest({ ...request, body }, credentials, { now })).toEqual(
        await signRequest(request, credentials, { now }),
      );
    },
  );

  it("signs the part of a buffer that its bytes are", async () => {
    const bytes = new TextEncoder().encode("<body>").subarray(1, 5);
    expect(await signRequest({ ...request, body: bytes }, credentials, { now })).toEqual(
      await signRequest({ ...request, body: "body" }, credentials, { now }),
    );
  });
});

describe("the canonical path", () => {
  it.each([
    ["/", "/"],
    ["/v1", "/v1/"],
    ["/v1/", "/v1/"],
    ["/v1//a", "/v1//a/"],
    ["/A-z_0.9~", "/A-z_0.9~/"],
    ["/a:b@c!$&'()*+,;=", "/a%3Ab%40c%21%24%26%27%28%29%2A%2B%2C%3B%3D/"],
    ["/%e6%b5%8b%2f%7E%41", "/%E6%B5%8B%2F~A/"],
    ["/100%/%zz/%ff", "/100%25/%25zz/%FF/"],
  ])("of %s is %s", (path, canonical) => {
    expect(canonicalPath(path)).toBe(canonical);
  });
});

describe("the canonical query", () => {
  it.each([
    ["", ""],
    ["flag", "flag="],
    ["=v&", "=v"],
    ["?a=1", "%3Fa=1"],
    ["a=b=c", "a=b%3Dc"],
    ["b=1&a=2&a=10&a=1", "a=1&a=10&a=2&b=1"],
    ["q=a+b&q=a%2Bb&q=%20", "q=%20&q=a%20b&q=a%2Bb"],
    // By the characters themselves: encoded, `%3A` would come before `0`.
    [":=1&0=1&%f0%9f%99%82=1&Z=1&a=1", "0=1&%3A=1&Z=1&a=1&%F0%9F%99%82=1"],
  ])("of %s is %s", (query, canonical) => {
    expect(canonicalQuery(query)).toBe(canonical);
  });
});

describe("what cannot be signed is a TypeError that names it and repeats no value", () => {
  const secret = "V4LUE\n";
  const wrong: readonly [string, Partial<RequestToSign>, object, SignOptions][] = [
    ["content-type", { headers: new Headers({ "Content-Type": "V4LUE\u00e4" }) }, {}, {}],
    ["accessKey", {}, { accessKey: secret }, {}],
    ["accessKey", {}, { accessKey: "" }, {}],
    ["accessKey", {}, { accessKey: "V4LUE,V4LUE" }, {}],
    ["secretKey", {}, { secretKey: secret }, {}],
    ["secretKey", {}, { secretKey: "" }, {}],
    ["secretKey", {}, { secretKey: undefined }, {}],
    ["X-Security-Token", {}, { securityToken: secret }, {}],
    ["X-Security-Token", {}, { securityToken: "" }, {}],
    ["X-Project-Id", {}, {}, { projectId: secret }],
  ];

  it.each(wrong)("%s", async (name, ofRequest, ofCredentials, options) => {
    const signing = signRequest(
      { ...request, ...ofRequest },
      { ...credentials, ...ofCredentials },
      options,
    );
    const error: unknown = await signing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toHaveProperty("message", expect.stringMatching(`^${name}: must be `));
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/V4LUE|s3cret/i);
  });

  it("crypto.subtle, where a browser withholds it", async () => {
    const platform = Object.getOwnPropertyDescriptor(globalThis, "crypto") ?? {};
    Object.defineProperty(globalThis, "crypto", { configurable: true, value: {} });
    try {
      await expect(signRequest(request, credentials)).rejects.toThrow(/^crypto\.subtle: .*https/);
    } finally {
      Object.defineProperty(globalThis, "crypto", platform);
    }
  });
});
