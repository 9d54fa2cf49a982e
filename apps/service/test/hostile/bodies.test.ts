import { gzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { chunk, close, json, settings, type Requests } from "./request-text.ts";
import { target } from "./strangers.ts";

const service = target();

const withNumber = (number: string) => settings.replace(":1}", `:${number}}`);

describe("a body", () => {
  service.expectAnswers([
    [
      "announced as beyond 2 MiB, and never sent",
      ({ creation }) => [creation(json, "Content-Length: 999999999")],
      400,
    ],
    [
      "of a length beyond 2^53",
      ({ creation }) => [creation(json, "Content-Length: 9007199254740993")],
      400,
    ],
    [
      "beyond 2 MiB in chunks",
      ({ creation }) => [
        creation(json, "Transfer-Encoding: chunked"),
        ...Array.from({ length: 40 }, () => chunk("x".repeat(65_536))),
      ],
      400,
    ],
    [
      "in chunks, with trailers that look like credentials",
      ({ creation }) => [
        creation(json, close, "Transfer-Encoding: chunked"),
        `${chunk(settings)}0\r\nX-Auth-Token: x\r\n\r\n`,
      ],
      200,
    ],
    [
      "with two lengths",
      ({ creation }) => [creation(json, "Content-Length: 70", "Content-Length: 10"), settings],
      400,
    ],
    [
      "with a length and in chunks",
      ({ creation }) => [
        creation(json, "Content-Length: 70", "Transfer-Encoding: chunked"),
        `${chunk(settings)}0\r\n\r\n`,
      ],
      400,
    ],
    [
      "of a broken chunk",
      ({ creation }) => [creation(json, "Transfer-Encoding: chunked"), "zz\r\n"],
      400,
    ],
    ["that is missing", ({ creation }) => [creation(json, close)], 400],
    ["of no type", ({ creation }) => [creation("Content-Length: 70", close), settings], 400],
    ["with a byte order mark", ({ post }) => [post(`\uFEFF${settings}`, close)], 200],
    ["with two of them", ({ post }) => [post(`\uFEFF\uFEFF${settings}`, close)], 400],
    [
      "compressed, as it says",
      ({ creation }) => {
        const body = gzipSync(settings);
        const length = `Content-Length: ${body.length}`;
        return [creation(json, "Content-Encoding: gzip", length, close), body];
      },
      400,
    ],
    [
      "of no encoding, as it says",
      ({ post }) => [post(settings, "Content-Encoding: identity", close)],
      200,
    ],
    [
      "of UTF-8, as it says",
      ({ creation }) => [
        creation(`${json};charset="UTF-8"`, `Content-Length: ${settings.length}`, close),
        settings,
      ],
      200,
    ],
    ["100,000 arrays deep", ({ post }) => [post("[".repeat(1e5) + "]".repeat(1e5), close)], 400],
    [
      "100,000 arrays deep where users are expected",
      ({ post }) => {
        const deep = "[".repeat(1e5) + "]".repeat(1e5);
        return [post(settings.replace("}", `,"non_migrate_users":${deep}}`), close)];
      },
      400,
    ],
    ["with the number 1e400", ({ post }) => [post(withNumber("1e400"), close)], 400],
    ["with the number 2^53 + 1", ({ post }) => [post(withNumber("9007199254740993"), close)], 400],
  ]);

  it("with -0, 1.0 or 1e1 holds the integer that JSON says it is", async () => {
    const numbers = ["-0", "1.0", "1e1"].map(withNumber);
    const { answers } = await service.send(({ post }) => numbers.map((body) => post(body)), {
      answers: 3,
    });
    expect(answers.map(({ text }) => /num":([^,]+)/.exec(text)?.[1])).toEqual(["0", "1", "10"]);
  });
});

describe("a body that ends too early", () => {
  service.expectAnswers(
    [
      ["by its length", ({ creation }) => [creation(json, "Content-Length: 1000"), settings], 400],
      [
        "within a chunk",
        ({ creation }) => [creation(json, "Transfer-Encoding: chunked"), "46\r\n{"],
        400,
      ],
      [
        "after a request with Upgrade",
        ({ creation }) => [
          creation(json, "Connection: Upgrade", "Upgrade: a", "Content-Length: 1000"),
          settings,
        ],
        400,
      ],
      ["in the head", ({ configs }) => [`GET ${configs} HT`], 400],
      ["before it began", () => [], 0],
    ],
    { halfClose: true },
  );

  it.each([
    ["a read", ({ get }: Requests) => [get()], 1],
    ["a write", ({ post }: Requests) => [post(settings)], 1],
    ["each of several", ({ get, post }: Requests) => [get() + post(settings) + get()], 3],
  ])("does not matter where the request is whole: %s is answered", async (_, make, count) => {
    const { answers, isClosed } = await service.send(make, { halfClose: true });
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: count }, () => 200));
    expect(isClosed).toBe(true);
  });
});
