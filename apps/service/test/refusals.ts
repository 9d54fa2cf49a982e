import { expect, it } from "vitest";

import { document, methods } from "../src/contract/document.ts";
import type { OperationId } from "../src/contract/operations.ts";
import { operationOf, validCall } from "./calls.ts";
import { expectConforming } from "./conformity.ts";
import { type Answer, type Service, sharedService, startService } from "./service.ts";
import { configsOf } from "./store/requests.ts";

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
  expectConforming(operationOf(id), answer);
}

/** The configurations of the project, to see that a refused request changed nothing. */
export async function contentsOf(service: Service): Promise<unknown> {
  return configsOf(service.store, service.project);
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
  it("answers 404 to a configuration that does not exist, or is of another project", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    const token = await service.addToken("another-project", "admin");
    const foreign = { url: call.url.replace(service.project, "another-project"), token };
    const unknown = { url: call.url.replace(/(?<=-config\/)[^/]+/, "nowhere") };
    for (const change of [foreign, unknown]) {
      const answer = await service.send({ ...call, ...change });
      expectError(id, answer, 404, "config_id: no such configuration in this project");
    }
    expect(await contentsOf(service)).toEqual(before);
  });
}

export function refusesOtherMethods(id: OperationId): void {
  it.each(["PUT", "DELETE", "OPTIONS", "PROPFIND", "HEAD"])(
    "answers 405 to %s on its path, before it looks at anything else",
    async (method) => {
      await using service = await sharedService();
      const { url } = await validCall(id, service);
      const headers = { "content-type": "application/json" };
      const request = { method, url, headers, body: "{broken", token: undefined };
      const answer = await service.send(request);
      const item = document.paths[operationOf(id).path] ?? {};
      const allowed = methods.filter((name) => name in item).map((name) => name.toUpperCase());
      expect(String(answer.headers["allow"]).split(", ").toSorted()).toEqual(allowed.toSorted());
      const message = `method: ${method} is not allowed here; see the Allow header`;
      const body = { error_code: "WKS.00000405", error_msg: message };
      const { status } = answer;
      expect({ status, body: answer.body }).toEqual({
        status: 405,
        body: method === "HEAD" ? undefined : body,
      });
    },
  );
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
