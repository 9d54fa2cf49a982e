import { once } from "node:events";
import { createServer, request as sendRequest, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { startMock, startVerifier } from "../src/index.ts";
import { readBody } from "../src/response-body.ts";
import { answerOf, operations, validRequestOf } from "./operations.ts";

const { path, init } = validRequestOf("ListHotspotSessionConfig");
const addUsers = validRequestOf("UpdateNonMigrationUsers");
const update = validRequestOf("UpdateHotspotSessionConfig");

const required = { "X-Request-Id": "r1", "Cache-Control": "no-store" };
const json = { ...required, "Content-Type": "application/json; charset=utf-8" };
const list = answering(200, json, { items: [] });

/** A verifier in front of a server with this listener, at a path of it. */
async function startBoth(listener: RequestListener, base = "") {
  await using disposables = new AsyncDisposableStack();
  const server = createServer(listener).listen(0, "127.0.0.1");
  disposables.defer(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const upstream = `http://127.0.0.1:${address.port}`;
  const verifier = disposables.use(await startVerifier(upstream + base));
  const held = disposables.move();
  return { upstream, verifier, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

function answering(
  status: number,
  headers: Record<string, string>,
  body?: unknown,
): RequestListener {
  return (_, response) => {
    response.writeHead(status, headers).end(body === undefined ? "" : JSON.stringify(body));
  };
}

describe("a verifier in front of a server that keeps the contract", () => {
  it("finds nothing wrong, for every operation and status", async () => {
    await using upstream = await startMock();
    await using verifier = await startVerifier(upstream.url);
    for (const { request, responses } of operations) {
      for (const { status } of responses) {
        const headers = { ...request.init.headers, Prefer: `code=${status}` };
        const sent = { ...request.init, headers };
        const response = await verifier.fetch(verifier.url + request.path, sent);
        expect(response.status).toBe(status);
      }
    }
    expect(verifier.violations).toEqual([]);
  });

  it("forwards the request as it came: target, headers, body", async () => {
    let seen: object | undefined;
    await using both = await startBoth(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      seen = { target: request.url, headers: request.rawHeaders, body };
      response.writeHead(200, required).end();
    });
    const target = `${addUsers.path}?x=1&x=2&a+b=%2B%20&%E2%82%AC&=&q=a%2Fb?c`;
    const body = '{ "update_type":"ADD",\n "non_migrate_users": [{"user_id":"\\u00e9"}] }';
    const { host, port, hostname } = new URL(both.verifier.url);
    const type = ["Content-Type", "application/json"];
    const headers = ["Host", host, "X-AUTH-Token", "t", "x-request-id", "r.1", ...type];
    const sent = [...headers, "Transfer-Encoding", "chunked"];
    const options = { hostname, port, path: target, method: "PATCH", headers: sent };
    await once(sendRequest(options).end(body), "response");
    const forwarded = [...headers, "Content-Length", `${body.length}`, "Connection", "close"];
    expect(seen).toEqual({ target, headers: forwarded, body });
    expect(both.verifier.violations).toEqual([]);
  });

  it("forwards the answer as it came: status, repeated headers, bytes", async () => {
    const bytes = gzipSync(JSON.stringify({ items: [] }));
    const cookies = ["Set-Cookie", "a=1", "Set-Cookie", "b=2", "Content-Encoding", "gzip"];
    const headers = [...Object.entries(json).flat(), ...cookies];
    await using both = await startBoth((_, response) => {
      response.sendDate = false;
      response.writeHead(200, headers).end(bytes);
    });
    const outgoing = sendRequest(both.verifier.url + path, { headers: init.headers }).end();
    const [incoming] = await once(outgoing, "response");
    expect(Buffer.concat(await incoming.toArray())).toEqual(bytes);
    expect(incoming.rawHeaders.slice(0, headers.length)).toEqual(headers);
    expect(both.verifier.violations).toEqual([]);
  });

  it("does not forward the mark of its own fetch, and keeps the path of upstream's URL", async () => {
    const seen: unknown[] = [];
    await using both = await startBoth((request, response) => {
      seen.push([request.url, Object.keys(request.headers)]);
      list(request, response);
    }, "/base/");
    await both.verifier.fetch(both.verifier.url + path, init);
    await fetch(both.verifier.url + path, init);
    expect(seen[0]).toEqual([`/base${path}`, expect.any(Array)]);
    expect(seen[0]).toEqual(seen[1]);
  });
});

/** The status of an answer whose body is not read. */
async function statusOf(url: string, request: RequestInit): Promise<number> {
  const { status, body } = await fetch(url, request);
  await body?.cancel();
  return status;
}

describe("a verifier in front of a server that breaks the contract", () => {
  const { "X-Request-Id": _, ...withoutRequestId } = json;
  const settings = answerOf("UpdateHotspotSessionConfig");
  const error = { error_code: "WKS.00000503", error_msg: "later" };
  const { hotspot_exit_session_num: _num, ...withoutNumber } = settings;
  const body = "response.body";
  const unmatched = "Unable to match the returned status code";
  const lies: [lie: string, listener: RequestListener, location: string, message: string][] = [
    [
      "a missing field",
      answering(200, json, withoutNumber),
      body,
      "must have required property 'hotspot_exit_session_num'",
    ],
    [
      "a value of the wrong type",
      answering(200, json, { ...settings, id: 1 }),
      `${body}.id`,
      "must be string",
    ],
    ["an undeclared success", answering(201, json, settings), "response", unmatched],
    ["an undeclared error", answering(429, json, error), "response", unmatched],
    [
      "a missing header",
      answering(200, withoutRequestId, settings),
      "response.header",
      "must have required property 'x-request-id'",
    ],
    [
      "a header of the wrong value",
      answering(200, { ...json, "Cache-Control": "public" }, settings),
      "response.header.cache-control",
      "must be equal to constant",
    ],
    [
      "an error of another shape",
      answering(400, json, { error_code: "WKS.00000400", error_msg: "no", detail: "x" }),
      body,
      "must NOT have additional properties; found 'detail'",
    ],
    [
      "text that is not JSON",
      (_request, response) => void response.writeHead(200, json).end("{"),
      body,
      "Response body is not JSON",
    ],
    [
      "a body that is not compressed as it says",
      answering(200, { ...json, "Content-Encoding": "br" }, settings),
      body,
      "Response body is not br, as its Content-Encoding says",
    ],
  ];
  it.each(lies)("records %s, and forwards it", async (_lie, listener, location, message) => {
    await using both = await startBoth(listener);
    const status = await statusOf(both.verifier.url + update.path, update.init);
    expect(status).toBe(await statusOf(both.upstream + update.path, update.init));
    const severity = expect.stringMatching(/^(error|warning)$/);
    expect(both.verifier.takeViolations()).toEqual([
      {
        method: "PATCH",
        path: update.path,
        location,
        message: expect.stringContaining(message),
        severity,
      },
    ]);
  });

  it("decompresses no more of a body than the largest answer has", () => {
    const zeros = gzipSync(Buffer.alloc(2 ** 20 + 1));
    const answer = { headers: { "content-encoding": "gzip" }, body: zeros };
    const malformed = "is larger than 1 MiB when decompressed";
    expect(readBody(answer, 2 ** 20)).toEqual({ value: "", malformed });
  });

  it("records another media type, and what it holds", async () => {
    const headers = { ...json, "Content-Type": "text/plain" };
    await using both = await startBoth(answering(200, headers, settings));
    await fetch(both.verifier.url + update.path, update.init);
    expect(both.verifier.takeViolations()).toMatchObject([
      { message: expect.stringContaining('The received media type "text/plain" does not match') },
      { message: "Response body must be object" },
    ]);
  });

  it("records a body where the contract has none, such as the text null", async () => {
    await using both = await startBoth(answering(200, json, null));
    const sent = both.verifier.fetch(both.verifier.url + addUsers.path, addUsers.init);
    await expect(sent).rejects.toThrow("response.body: Response body must be empty");
  });

  it.each<[what: string, listener: RequestListener, reason: string]>([
    ["never comes", (request) => request.socket.destroy(), "socket hang up"],
    [
      "is cut short",
      ({ socket }, response) => {
        const headers = { ...json, "Content-Length": "100" };
        response.writeHead(200, headers).write("{", () => socket.destroy());
      },
      "aborted",
    ],
  ])(
    "records an answer that %s, and closes the connection too",
    async (_what, listener, reason) => {
      await using both = await startBoth(listener);
      const { fetch: checked, url } = both.verifier;
      await expect(checked(url + path, init)).rejects.toThrow(
        `response: ${both.upstream} gave no complete answer (${reason})`,
      );
      await expect(fetch(url + path, init)).rejects.toThrow("fetch failed");
      expect(both.verifier.takeViolations()).toHaveLength(2);
    },
  );

  it("records what is wrong with the request and its answer, and throws it at disposal", async () => {
    const both = await startBoth(answering(400, json, {}));
    const target = `${path}?limit=101`;
    await fetch(both.verifier.url + target, init);
    await expect(both[Symbol.asyncDispose]()).rejects.toMatchObject({
      violations: [
        { path: target, location: "request.query.limit" },
        { location: "response.body" },
        { location: "response.body" },
      ],
    });
  });
});

it.each<[title: string, path: string, init: RequestInit, location: string]>([
  ["without credentials", path, {}, "request.security"],
  ["with an unknown path", "/v1/p/hotspot-session", init, "request.path"],
  ["with an unknown method", path, { ...init, method: "DELETE" }, "request.method"],
])("forwards a request %s, and records it", async (_, target, sent, location) => {
  const refusal = { error_code: "WKS.00000400", error_msg: "no" };
  await using both = await startBoth(answering(400, json, refusal));
  const response = await fetch(both.verifier.url + target, sent);
  expect([response.status, await response.json()]).toEqual([400, refusal]);
  expect(both.verifier.takeViolations()).toMatchObject([{ path: target, location }]);
});

it("refuses an upstream that is no http URL, naming it", async () => {
  await expect(startVerifier("localhost:8080")).rejects.toThrow(
    "upstreamUrl: must be an http or https URL, not localhost:8080",
  );
});
