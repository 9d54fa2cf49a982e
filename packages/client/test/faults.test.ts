import { inspect } from "node:util";

import { describe, expect, it } from "vitest";

import { calls, clientOf, configId, failureOf, token } from "./calls.ts";
import { failureOn, type Respond, startServer } from "./server.ts";

const json = { "content-type": "application/json", "x-request-id": "request-1" };
const html = { "content-type": "text/html", "x-request-id": "request-1" };
const page = "<!doctype html><title>502</title>";

const errorAnswers: [what: string, status: number, error_msg: string, respond: Respond][] = [
  [
    "a proxy's HTML page",
    502,
    "the answer is not the API's error body but something else, of type text/html; is baseUrl right, and no proxy in between?",
    (response) => response.writeHead(502, html).end(page),
  ],
  [
    "an empty body",
    503,
    "the answer is not the API's error body but empty; is baseUrl right, and no proxy in between?",
    (response) => response.writeHead(503, { ...json, "content-length": 0 }).end(),
  ],
  [
    "an empty body of unknown length",
    503,
    "the answer is not the API's error body but empty; is baseUrl right, and no proxy in between?",
    (response) => {
      response.writeHead(503, json).flushHeaders();
      response.end();
    },
  ],
  [
    "half of the error body",
    500,
    "the answer is not the API's error body but something else, of type application/json; is baseUrl right, and no proxy in between?",
    (response) => response.writeHead(500, json).end('{"error_code":"WKS.000'),
  ],
  [
    "JSON of another shape",
    404,
    "the answer is not the API's error body but something else, of type application/json; is baseUrl right, and no proxy in between?",
    (response) => response.writeHead(404, json).end('{"error_code":404,"error_msg":null}'),
  ],
  [
    "null",
    500,
    "the answer is not the API's error body but something else, of type application/json; is baseUrl right, and no proxy in between?",
    (response) => response.writeHead(500, json).end("null"),
  ],
];

describe.each(calls)("$operation", (call) => {
  const { operation, method, path } = call;
  const url = expect.stringContaining(path);

  it.each(errorAnswers)("fails on an error with %s", async (_, status, error_msg, respond) => {
    const error = await failureOn(respond, call);
    expect(error).toMatchObject({ operation, method, url, status, error_msg });
    expect(error).toMatchObject({ error_code: undefined, requestId: "request-1" });
  });

  it("fails on a 200 that is a web page", async () => {
    const error = await failureOn((response) => response.writeHead(200, html).end(page), call);
    expect(error).toMatchObject({
      operation,
      status: 200,
      error_msg: "the answer is not JSON but something else, of type text/html",
      requestId: "request-1",
    });
  });

  it("fails on an answer that is longer than its Content-Length", async () => {
    const error = await failureOn((response) => {
      const body = '{"items":[],"id":"1","non_migrate_users":[],"total_count":0}';
      response.writeHead(200, { ...json, "content-length": 10 }).end(body);
    }, call);
    expect(error).toMatchObject({ operation, status: 200, url });
    expect(error.error_msg).toMatch(/^the answer (broke off|is not JSON)/);
  });

  it("fails on a redirect and does not take the token there", async () => {
    const visitors: string[] = [];
    await using elsewhere = await startServer((request, response) => {
      visitors.push(String(request.headers["x-auth-token"]));
      response.end("{}");
    });
    const error = await failureOn(
      (response) => response.writeHead(307, { location: elsewhere.url }).end(),
      call,
    );
    expect(error).toMatchObject({
      status: 307,
      error_msg: expect.stringMatching(/^the answer is a redirect/),
    });
    expect(visitors).toEqual([]);
  });

  it("fails without a status where nobody listens", async () => {
    const server = await startServer(() => undefined);
    await server.close();
    const error = await failureOf(call.make(clientOf(server.url)));
    expect(error).toMatchObject({ operation, method, url, status: undefined });
    expect(error).toMatchObject({ error_code: undefined, requestId: undefined });
    expect(error.error_msg).toMatch(`no answer from ${server.url} (connect ECONNREFUSED`);
    const { cause } = error.kind === "Bulk" && error.cause instanceof Error ? error.cause : error;
    expect(cause).toBeInstanceOf(TypeError);
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(token);
  });
});

describe.each(calls.filter(({ operation }) => operation !== "UpdateNonMigrationUsers"))(
  "$operation, which has an answer,",
  (call) => {
    it.each([
      ["null", "the answer is JSON, but not an object"],
      ["[]", "the answer is JSON, but not an object"],
      ["7", "the answer is JSON, but not an object"],
      ["", "the answer is empty, where a JSON object was expected"],
      ['{"items":[', "the answer is not JSON but something else, of type application/json"],
    ])("fails on a 200 with the body %j", async (body, error_msg) => {
      const expected = { status: 200, error_msg, requestId: "request-1" };
      const chunked = await failureOn((response) => {
        response.writeHead(200, json).flushHeaders();
        response.end(body);
      }, call);
      expect(chunked).toMatchObject(expected);
      const length = Buffer.byteLength(body);
      const measured = await failureOn((response) => {
        response.writeHead(200, { ...json, "content-length": length }).end(body);
      }, call);
      expect(measured).toMatchObject(expected);
    });
  },
);

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
