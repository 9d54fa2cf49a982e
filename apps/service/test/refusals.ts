import { validator } from "@hotspot-session/spec/validation";
import { expect, it } from "vitest";

import type { OperationId } from "../src/contract/operations.ts";
import { operationOf, validCall } from "./calls.ts";
import { type Answer, type Service, sharedService, startService } from "./service.ts";
import { configsOf } from "./store/requests.ts";

// What every operation refuses in the same way. Each operation's status files call these, so that
// a missing case is a missing file.

/** Expects an answer to be the contract's error of that status, in body and headers. */
export function expectError(
  id: OperationId,
  answer: Answer,
  status: number,
  message: unknown,
): void {
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: { error_code: `WKS.00000${status}`, error_msg: message },
  });
  const schema = operationOf(id).responses[String(status)];
  if (schema === undefined) throw new Error(`${id} does not declare ${status}`);
  validator(schema, "body")(answer.body);
  expect(answer.headers["content-type"]).toMatch(/^application\/json\b/);
  expect(answer.headers["x-request-id"]).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
  expect(answer.headers["cache-control"]).toBe("no-store");
}

/** What the project holds, to see that a refused request changed nothing. */
export async function contentsOf(service: Service): Promise<unknown> {
  const items = await configsOf(service.store, service.project);
  return structuredClone(items);
}

export function servesReaders(id: OperationId): void {
  it("answers a reader's token", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const token = await service.addToken(service.project, "reader");
    expect(await service.send({ ...call, token })).toMatchObject({ status: 200 });
  });
}

export function refusesUnknownPaths(id: OperationId): void {
  it.each([
    ["with a trailing slash", (url: string) => `${url}/`],
    ["in upper case", (url: string) => url.replace("hotspot", "HOTSPOT")],
    ["of another version", (url: string) => url.replace("/v1/", "/v2/")],
    ["without a project", (url: string) => url.replace(/^\/v1\/[^/]+/, "/v1/")],
  ])("answers 404 to its path %s", async (_, change) => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const answer = await service.send({ ...call, url: change(call.url), token: undefined });
    expectError(id, answer, 404, "path: no operation has this path");
  });
}

export function refusesUnknownConfigs(id: OperationId): void {
  it("answers 404 to a configuration that does not exist", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const url = call.url.replace(/hotspot-session-config\/[^/]+/, "hotspot-session-config/nowhere");
    const answer = await service.send({ ...call, url });
    expectError(id, answer, 404, "config_id: no such configuration in this project");
  });

  it("answers 404 to a configuration of another project, and leaves it alone", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    const token = await service.addToken("another-project", "admin");
    const url = call.url.replace(service.project, "another-project");
    const answer = await service.send({ ...call, url, token });
    expectError(id, answer, 404, "config_id: no such configuration in this project");
    expect(await contentsOf(service)).toEqual(before);
  });
}

export function refusesOtherMethods(id: OperationId, allow: string): void {
  async function sendWithoutAll(method: string): Promise<Answer> {
    await using service = await sharedService();
    const { url } = await validCall(id, service);
    const headers = { "content-type": "application/json" };
    return await service.send({ method, url, headers, body: "{broken", token: undefined });
  }

  it.each(["PUT", "DELETE", "OPTIONS", "PROPFIND"])(
    "answers 405 to %s on its path, before it looks at anything else",
    async (method) => {
      const answer = await sendWithoutAll(method);
      const message = `method: ${method} is not allowed here; see the Allow header`;
      expectError(id, answer, 405, message);
      expect(answer.headers["allow"]).toBe(allow);
    },
  );

  it("answers 405 to HEAD, which the contract does not have, without a body", async () => {
    const answer = await sendWithoutAll("HEAD");
    expect(answer).toMatchObject({ status: 405, headers: { allow } });
  });
}

export function failsWithoutALeak(id: OperationId): void {
  it("answers 500 when the store fails, tells nothing of it, and logs it with the request id", async () => {
    await using service = await startService();
    const call = await validCall(id, service);
    using other = disposable(service.otherConnection());
    other.exec("PRAGMA foreign_keys = OFF; DROP TABLE configs");
    const headers = { "x-request-id": "find-me" };
    const answer = await service.send({ ...call, headers });
    expectError(id, answer, 500, "internal error; quote the X-Request-Id when you report it");
    expect(answer.headers["x-request-id"]).toBe("find-me");
    const line = service.logs.find((entry) => entry.includes("no such table"));
    expect(JSON.parse(line ?? "null")).toMatchObject({ level: 50, reqId: "find-me" });
    expect(service.logs.join("")).not.toContain(service.token);
  });
}

export function turnsAwayWhileDraining(id: OperationId): void {
  it("answers 503 with Retry-After while the service is about to stop, and changes nothing", async () => {
    await using service = await startService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    service.drain();
    const answer = await service.send(call);
    const message = "service unavailable; try again after the seconds in Retry-After";
    expectError(id, answer, 503, message);
    expect(answer.headers["retry-after"]).toBe("1");
    expect(await contentsOf(service)).toEqual(before);
  });
}

export function turnsAwayWhileLocked(id: OperationId): void {
  it("answers 503 with Retry-After while another process locks the database, and changes nothing", async () => {
    await using service = await startService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    using other = disposable(service.otherConnection());
    other.exec("BEGIN IMMEDIATE");
    const answer = await service.send(call);
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    other.exec("ROLLBACK");
    expect(await contentsOf(service)).toEqual(before);
    expect(await service.send(call)).toMatchObject({ status: 200 });
  });
}

function disposable(database: ReturnType<Service["otherConnection"]>) {
  return Object.assign(database, { [Symbol.dispose]: () => database.close() });
}
