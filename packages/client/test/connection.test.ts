import { describe, expect, it } from "vitest";

import { clientOf, failureOf } from "./calls.ts";
import { failureOn, startServer } from "./server.ts";

const json = { "content-type": "application/json", "x-request-id": "request-1" };

describe("a connection that breaks", () => {
  it("before the answer is a failure without a status", async () => {
    const error = await failureOn((response) => response.destroy());
    expect(error.status).toBeUndefined();
    expect(error.error_msg).toMatch(/^no answer from http:\/\/127\.0\.0\.1:\d+ \(.+\)$/);
  });

  it.each([200, 500])("within the answer keeps its status, %i", async (status) => {
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
  it("fails with the reason as its cause, and is not sent where it was too late", async () => {
    const requests: unknown[] = [];
    await using server = await startServer((request) => requests.push(request.url));
    const reason = new Error("changed my mind");
    const error = await failureOf(
      clientOf(server.url).configs.list({}, { signal: AbortSignal.abort(reason) }),
    );
    expect(error).toMatchObject({ status: undefined, error_msg: "aborted by the caller" });
    expect(error.cause).toBe(reason);
    expect(requests).toEqual([]);
  });

  it("ends while the service takes its time", async () => {
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    await using server = await startServer(() => controller.abort(reason));
    const { signal } = controller;
    const error = await failureOf(clientOf(server.url).configs.list({}, { signal }));
    expect(error).toMatchObject({ status: undefined, error_msg: "aborted by the caller" });
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
    expect(error).toMatchObject({ status: 200, error_msg: "aborted by the caller" });
  });
});
