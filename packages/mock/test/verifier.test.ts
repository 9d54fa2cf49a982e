import { once } from "node:events";
import { createServer, request as sendRequest, type RequestListener } from "node:http";
import { gzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import { startMock, startVerifier } from "../src/index.ts";
import { operations, validRequestOf } from "./contract-operations.ts";

const { path, init } = validRequestOf("ListHotspotSessionConfig");
const addUsers = validRequestOf("UpdateNonMigrationUsers");
const update = validRequestOf("UpdateHotspotSessionConfig");

const required = { "X-Request-Id": "r1", "Cache-Control": "no-store" };
const json = { ...required, "Content-Type": "application/json; charset=utf-8" };

/** A server on a free port that answers whatever it is told to. */
async function serve(listener: RequestListener): Promise<{ url: string } & AsyncDisposable> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
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
        const response = await verifier.fetch(verifier.url + request.path, {
          ...request.init,
          headers,
        });
        expect(response.status).toBe(status);
      }
    }
    expect(verifier.violations).toEqual([]);
  });

  it("passes the request on as it came: target, headers, body", async () => {
    let seen: { target: string | undefined; headers: string[]; body: string } | undefined;
    await using upstream = await serve(async (request, response) => {
      const chunks: Buffer[] = await request.toArray();
      seen = {
        target: request.url,
        headers: request.rawHeaders,
        body: Buffer.concat(chunks).toString(),
      };
      response.writeHead(200, required).end();
    });
    await using verifier = await startVerifier(upstream.url);
    const target = `${addUsers.path}?x=1&x=2&a+b=%2B%20&%E2%82%AC&=&q=a%2Fb?c&%zz`;
    const body = '{ "update_type":"ADD",\n "non_migrate_users": [{"user_id":"\\u00e9"}] }';
    const headers = [
      "X-AUTH-Token",
      "t",
      "x-request-id",
      "r.1",
      "Content-Type",
      "application/json",
    ];
    const { host, port, hostname } = new URL(verifier.url);
    const outgoing = sendRequest({
      hostname,
      port,
      path: target,
      method: "PATCH",
      headers: ["Host", host, ...headers, "Transfer-Encoding", "chunked"],
    });
    outgoing.end(body);
    await once(outgoing, "response");
    expect(seen).toEqual({
      target,
      headers: [
        "Host",
        host,
        ...headers,
        "Content-Length",
        `${body.length}`,
        "Connection",
        "close",
      ],
      body,
    });
    expect(verifier.violations).toEqual([]);
  });

  it("passes the answer back as it came: status, repeated headers, bytes", async () => {
    const bytes = gzipSync(JSON.stringify({ items: [] }));
    const sent = ["Set-Cookie", "a=1", "Set-Cookie", "b=2", "Content-Encoding", "gzip"];
    await using upstream = await serve((_, response) => {
      response.sendDate = false;
      response.writeHead(200, [...Object.entries(json).flat(), ...sent]).end(bytes);
    });
    await using verifier = await startVerifier(upstream.url);
    const outgoing = sendRequest(verifier.url + path, { headers: init.headers }).end();
    const [incoming] = await once(outgoing, "response");
    const received: Buffer[] = await incoming.toArray();
    expect(Buffer.concat(received)).toEqual(bytes);
    expect(incoming.rawHeaders.slice(0, 12)).toEqual([...Object.entries(json).flat(), ...sent]);
    expect(verifier.violations).toEqual([]);
  });

  it("passes an empty 200 back empty", async () => {
    await using upstream = await serve(answering(200, { ...required, "Content-Length": "0" }));
    await using verifier = await startVerifier(upstream.url);
    const response = await verifier.fetch(verifier.url + addUsers.path, addUsers.init);
    expect([response.status, response.headers.get("Content-Length")]).toEqual([200, "0"]);
    expect(await response.text()).toBe("");
  });

  it("keeps the mark of its own fetch to itself", async () => {
    let seen: string[] = [];
    await using upstream = await serve((request, response) => {
      seen = Object.keys(request.headers);
      answering(200, json, { items: [] })(request, response);
    });
    await using verifier = await startVerifier(upstream.url);
    await verifier.fetch(verifier.url + path, init);
    const throughItsOwn = seen;
    await fetch(verifier.url + path, init);
    expect(throughItsOwn).toEqual(seen);
  });

  it("keeps the path that the upstream's URL has", async () => {
    let seen: string | undefined;
    await using upstream = await serve((request, response) => {
      seen = request.url;
      answering(200, json, { items: [] })(request, response);
    });
    await using verifier = await startVerifier(`${upstream.url}/base/`);
    await verifier.fetch(verifier.url + path, init);
    expect(seen).toBe(`/base${path}`);
  });
});

describe("a verifier in front of a server that lies", () => {
  const { "X-Request-Id": _, ...withoutRequestId } = json;
  const settings = { id: "1", hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
  const error = { error_code: "WKS.00000503", error_msg: "later" };
  const lies: [lie: string, listener: RequestListener, location: string, message: string][] = [
    [
      "a missing field",
      answering(200, json, { id: "1", hotspot_session_migration_enable: true }),
      "response.body",
      "must have required property 'hotspot_exit_session_num'",
    ],
    [
      "a value of the wrong type",
      answering(200, json, { ...settings, id: 1 }),
      "response.body.id",
      "must be string",
    ],
    [
      "an undeclared success",
      answering(201, json, settings),
      "response",
      "Unable to match the returned status code",
    ],
    [
      "an undeclared error",
      answering(429, json, error),
      "response",
      "Unable to match the returned status code",
    ],
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
      "a header of the wrong type",
      answering(503, { ...json, "Retry-After": "soon" }, error),
      "response.header.retry-after",
      "must be integer",
    ],
    [
      "an error of another shape",
      answering(400, json, { error_code: "WKS.00000400", error_msg: "no", detail: "x" }),
      "response.body",
      "must NOT have additional properties; found 'detail'",
    ],
    [
      "JSON that is none",
      (_request, response) => void response.writeHead(200, json).end("{"),
      "response.body",
      "Response body is not JSON",
    ],
  ];
  it.each(lies)("records %s, and passes it on", async (_lie, listener, location, message) => {
    await using upstream = await serve(listener);
    await using verifier = await startVerifier(upstream.url);
    const straight = await fetch(upstream.url + update.path, update.init);
    const response = await fetch(verifier.url + update.path, update.init);
    expect(response.status).toBe(straight.status);
    expect(await response.text()).toBe(await straight.text());
    expect(verifier.takeViolations()).toEqual([
      {
        method: "PATCH",
        path: update.path,
        location,
        message: expect.stringContaining(message),
        severity: expect.stringMatching(/^(error|warning)$/),
      },
    ]);
  });

  it("records another media type, and what it holds", async () => {
    await using upstream = await serve(
      answering(200, { ...json, "Content-Type": "text/plain" }, settings),
    );
    await using verifier = await startVerifier(upstream.url);
    await fetch(verifier.url + update.path, update.init);
    expect(verifier.takeViolations()).toMatchObject([
      { message: expect.stringContaining('The received media type "text/plain" does not match') },
      { message: "Response body must be object" },
    ]);
  });

  it("records a body where the contract has none, such as the text null", async () => {
    await using upstream = await serve(answering(200, json, null));
    await using verifier = await startVerifier(upstream.url);
    await expect(verifier.fetch(verifier.url + addUsers.path, addUsers.init)).rejects.toThrow(
      "response.body: Response body must be empty",
    );
  });

  it("records an answer that never comes, and closes the connection as upstream did", async () => {
    await using upstream = await serve((request) => request.socket.destroy());
    await using verifier = await startVerifier(upstream.url);
    await expect(verifier.fetch(verifier.url + path, init)).rejects.toThrow(
      `response: ${upstream.url} gave no whole answer (socket hang up)`,
    );
    await expect(fetch(verifier.url + path, init)).rejects.toThrow("fetch failed");
    expect(verifier.takeViolations()).toHaveLength(2);
  });

  it("records an answer that is cut short", async () => {
    await using upstream = await serve((request, response) => {
      response.writeHead(200, { ...json, "Content-Length": "100" }).write("{", () => {
        request.socket.destroy();
      });
    });
    await using verifier = await startVerifier(upstream.url);
    await expect(verifier.fetch(verifier.url + path, init)).rejects.toThrow("(aborted)");
  });

  it("throws at disposal what nobody took", async () => {
    await using upstream = await serve(answering(200, json, {}));
    const verifier = await startVerifier(upstream.url);
    await fetch(verifier.url + path, init);
    await expect(verifier[Symbol.asyncDispose]()).rejects.toThrow(
      "response.body: Response body must have required property 'items'",
    );
  });
});

describe("a request that breaks the contract", () => {
  const refusal = { error_code: "WKS.00000400", error_msg: "no" };
  const wrong: [title: string, path: string, init: RequestInit, location: string][] = [
    ["with a page too large", `${path}?limit=101`, init, "request.query.limit"],
    ["without credentials", path, {}, "request.security"],
    ["with an unknown path", "/v1/p/hotspot-session", init, "request.path"],
    ["with an unknown method", path, { ...init, method: "DELETE" }, "request.method"],
  ];
  it.each(wrong)("%s reaches upstream, and is recorded", async (_, target, sent, location) => {
    await using upstream = await serve(answering(400, json, refusal));
    await using verifier = await startVerifier(upstream.url);
    const response = await fetch(verifier.url + target, sent);
    expect([response.status, await response.json()]).toEqual([400, refusal]);
    expect(verifier.takeViolations()).toMatchObject([{ path: target, location }]);
  });

  it("does not hide what is wrong with its answer", async () => {
    await using upstream = await serve(answering(400, json, {}));
    await using verifier = await startVerifier(upstream.url);
    await fetch(`${verifier.url}${path}?limit=101`, init);
    expect(verifier.takeViolations().map(({ location }) => location)).toEqual([
      "request.query.limit",
      "response.body",
      "response.body",
    ]);
  });
});

it("refuses an upstream that is no http URL, naming it", async () => {
  await expect(startVerifier("localhost:8080")).rejects.toThrow(
    "upstreamUrl: must be an http or https URL, not localhost:8080",
  );
});
