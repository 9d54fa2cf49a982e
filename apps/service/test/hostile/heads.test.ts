import { describe } from "vitest";

import { close, head, json, settings } from "./request-text.ts";
import { target } from "./strangers.ts";

const service = target();

describe("headers", () => {
  service.expectAnswers([
    ["two tokens, both valid", ({ get, auth }) => [get(undefined, auth, close)], 401],
    [
      "a token in UTF-8",
      ({ configs }) => [head(`GET ${configs} HTTP/1.1`, "X-Auth-Token: tökén", close)],
      401,
    ],
    [
      "a token of 15,000 characters",
      ({ configs }) => [
        head(`GET ${configs} HTTP/1.1`, `X-Auth-Token: ${"x".repeat(15_000)}`, close),
      ],
      401,
    ],
    [
      "two request ids",
      ({ get }) => [get(undefined, "X-Request-Id: a", "X-Request-Id: b", close)],
      200,
    ],
    ["one of 100,000 characters", ({ get }) => [get(undefined, `a: ${"b".repeat(1e5)}`)], 400],
    ["one with NUL", ({ get }) => [get(undefined, "a: b\0c")], 400],
    ["an unknown expectation", ({ get }) => [get(undefined, "Expect: miracles", close)], 400],
  ]);
});

describe("methods, targets and versions", () => {
  service.expectAnswers([
    ["TRACE", ({ configs, auth }) => [head(`TRACE ${configs} HTTP/1.1`, auth, close)], 405],
    ["CONNECT", ({ auth }) => [head("CONNECT elsewhere:443 HTTP/1.1", "Host: a", auth)], 405],
    ["OPTIONS *", () => [head("OPTIONS * HTTP/1.1", "Host: a", close)], 404],
    ["HTTP/1.0", ({ configs, auth }) => [head(`GET ${configs} HTTP/1.0`, auth)], 200],
    [
      "HTTP/1.0 with a body",
      ({ configs, auth }) => [
        head(`POST ${configs} HTTP/1.0`, auth, json, "Content-Length: 70") + settings,
      ],
      200,
    ],
    ["TLS", () => [Buffer.from("16030100c8010000c40303", "hex")], 400],
    ["the absolute form", ({ get, configs }) => [get(`http://elsewhere${configs}`, close)], 200],
    [
      "a wrong method in the absolute form",
      ({ configs }) => [head(`PUT http://elsewhere:1${configs} HTTP/1.1`, close)],
      405,
    ],
    [
      "the absolute form of another scheme",
      ({ get, configs }) => [get(`ftp://a${configs}`, close)],
      404,
    ],
    ["the authority form", ({ get }) => [get("elsewhere:80", close)], 400],
    ["the path of a proxy", ({ get, configs }) => [get(`//elsewhere${configs}`, close)], 404],
    [
      "an offer to upgrade",
      ({ get }) => [
        get(undefined, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: a"),
      ],
      200,
    ],
    [
      "an offer to upgrade, with a request after it",
      ({ get }) => [get(undefined, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c") + get()],
      200,
    ],
    ["empty lines before the request", ({ get }) => ["\r\n\r\n", get(undefined, close)], 200],
  ]);
});
