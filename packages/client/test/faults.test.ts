import { inspect } from "node:util";

import { describe, expect, it } from "vitest";

import { calls, clientOf, configId, failureOf, token } from "./calls.ts";
import { failureOn, type Respond, startServer } from "./server.ts";

const json = { "content-type": "application/json", "x-request-id": "request-1" };
const html = { "content-type": "text/html", "x-request-id": "request-1" };
const page = "<!doctype html><title>502</title>";
const proxy = "is baseUrl right?";
const notJsonError =
  "the answer is not the API's error body but something else, of type application/json; ";

describe("an error status with", () => {
  it.each<[what: string, status: number, error_msg: string, respond: Respond]>([
    [
      "a proxy's HTML page",
      502,
      "the answer is not the API's error body but something else, of type text/html; ",
      (response) => response.writeHead(502, html).end(page),
    ],
    [
      "an empty body",
      503,
      "the answer is not the API's error body but empty; ",
      (response) => response.writeHead(503, { ...json, "content-length": 0 }).end(),
    ],
    [
      "an empty body of unknown length",
      503,
      "the answer is not the API's error body but empty; ",
      (response) => {
        response.writeHead(503, json).flushHeaders();
        response.end();
      },
    ],
    [
      "half of the error body",
      500,
      notJsonError,
      (response) => response.writeHead(500, json).end('{"error_code":"WKS.000'),
    ],
    [
      "JSON of another shape",
      404,
      notJsonError,
      (response) => response.writeHead(404, json).end('{"error_code":404,"error_msg":null}'),
    ],
    ["null", 500, notJsonError, (response) => response.writeHead(500, json).end("null")],
  ])("%s is a failure that says so", async (_, status, error_msg, respond) => {
    expect(await failureOn(respond)).toMatchObject({
      kind: "UnexpectedAnswer",
      status,
      error_code: undefined,
      error_msg: error_msg + proxy,
      requestId: "request-1",
    });
  });
});

describe("a 200 that must have an answer", () => {
  it.each([
    ["null", "the answer is JSON, but not an object"],
    ["[]", "the answer is JSON, but not an object"],
    ["", "the answer is empty, not a JSON object"],
    ['{"items":[', "the answer is not JSON but something else, of type application/json"],
  ])("with the body %j is a failure, of known length or not", async (body, error_msg) => {
    const chunked = await failureOn((response) => {
      response.writeHead(200, json).flushHeaders();
      response.end(body);
    });
    const length = { "content-length": Buffer.byteLength(body) };
    const measured = await failureOn((response) =>
      response.writeHead(200, { ...json, ...length }).end(body),
    );
    const expected = { status: 200, error_msg, requestId: "request-1" };
    expect([chunked, measured]).toMatchObject([expected, expected]);
  });
});

describe("an update of users, which has no answer,", () => {
  const update = async (body: string) => {
    await using server = await startServer((_, response) =>
      response.writeHead(200, json).end(body),
    );
    await clientOf(server.url).nonMigrationUsers.add(configId, [{ user_id: "u" }]);
  };

  it.each(["", "null", "{}"])("succeeds on a 200 with the body %j", async (body) => {
    await expect(update(body)).resolves.toBeUndefined();
  });

  it.each(["[]", "7", '"done"', "{"])("fails on a 200 with the body %j", async (body) => {
    expect(await failureOf(update(body))).toMatchObject({ status: 200 });
  });
});

describe("a call fails on", () => {
  it("a 200 that is a web page", async () => {
    const error = await failureOn((response) => response.writeHead(200, html).end(page));
    expect(error.error_msg).toBe("the answer is not JSON but something else, of type text/html");
  });

  it("an answer that is longer than its Content-Length", async () => {
    const error = await failureOn((response) => {
      response.writeHead(200, { ...json, "content-length": 10 }).end('{"items":[],"more":1}');
    });
    expect(error).toMatchObject({ kind: "UnexpectedAnswer", status: 200 });
    expect(error.error_msg).toMatch(/^the answer (broke off|is not JSON)/);
  });

  it("a redirect, and does not take the token there", async () => {
    const visitors: string[] = [];
    await using elsewhere = await startServer((request, response) => {
      visitors.push(String(request.headers["x-auth-token"]));
      response.end("{}");
    });
    const error = await failureOn((response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    );
    expect(error).toMatchObject({
      status: 307,
      error_msg: "the answer is a redirect, which is not followed; is baseUrl right?",
    });
    expect(visitors).toEqual([]);
  });

  it.each(calls)("a refused connection: $operation has no status then", async (call) => {
    const server = await startServer(() => undefined);
    await server.close();
    const error = await failureOf(call.make(clientOf(server.url)));
    expect(error).toMatchObject({ status: undefined, error_code: undefined, headers: undefined });
    expect(error.error_msg).toMatch(`no answer from ${server.url} (connect ECONNREFUSED`);
    const { cause } = error.kind === "Bulk" && error.cause instanceof Error ? error.cause : error;
    expect(cause).toBeInstanceOf(TypeError);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(token);
  });

  it("a connection that breaks before the answer", async () => {
    const error = await failureOn((response) => response.destroy());
    expect(error.status).toBeUndefined();
    expect(error.error_msg).toMatch(/^no answer from http:\/\/127\.0\.0\.1:\d+ \(.+\)$/);
  });

  it.each([200, 500])("a connection that breaks within a %i, which it names", async (status) => {
    const error = await failureOn((response) => {
      response.writeHead(status, { ...json, "content-length": 1000 });
      response.write('{"items":[', () => response.destroy());
    });
    expect(error).toMatchObject({ status, requestId: "request-1" });
    expect(error.error_msg).toMatch(/^the answer broke off \(.+\)$/);
    expect(error.cause).toBeInstanceOf(Error);
  });
});

describe("an aborted call", () => {
  const reason = new Error("changed my mind");
  const aborted = { kind: "Aborted", error_msg: "aborted by the caller" };

  it("fails with the reason as its cause, and is not sent if it was aborted before", async () => {
    const requests: unknown[] = [];
    await using server = await startServer((request) => requests.push(request.url));
    const signal = AbortSignal.abort(reason);
    const error = await failureOf(clientOf(server.url).configs.list({}, { signal }));
    expect(error).toMatchObject({ ...aborted, status: undefined });
    expect(error.cause).toBe(reason);
    expect(requests).toEqual([]);
  });

  it("ends while the service takes its time", async () => {
    const controller = new AbortController();
    await using server = await startServer(() => controller.abort(reason));
    const { signal } = controller;
    const error = await failureOf(clientOf(server.url).configs.list({}, { signal }));
    expect(error).toMatchObject({ ...aborted, status: undefined });
    expect(error.cause).toBe(reason);
  });

  it("ends in the middle of the answer", async () => {
    const controller = new AbortController();
    await using server = await startServer((_, response) =>
      response.writeHead(200, json).write("{"),
    );
    const hooks = { response: () => controller.abort() };
    const { signal } = controller;
    const error = await failureOf(clientOf(server.url, { hooks }).configs.list({}, { signal }));
    expect(error).toMatchObject({ ...aborted, status: 200 });
  });
});
