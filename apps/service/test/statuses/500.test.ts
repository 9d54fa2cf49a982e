import { afterAll, beforeAll, expect, it } from "vitest";

import { validCall } from "../calls.ts";
import { expectError } from "../refusals.ts";
import { type Request, type Service, startService } from "../service.ts";
import { operationsWith } from "./operations-with.ts";

let service: Service;
const calls = new Map<string, Request>();
beforeAll(async () => {
  service = await startService();
  for (const { id } of operationsWith(500)) calls.set(id, await validCall(id, service));
  using other = service.otherConnection();
  other.exec("PRAGMA foreign_keys = OFF; DROP TABLE configs");
});
afterAll(() => service[Symbol.asyncDispose]());

it.each(operationsWith(500))(
  "$id answers 500 when the store fails, tells nothing of it, and logs it with the request id",
  async ({ id }) => {
    const call = calls.get(id) ?? { method: "", url: "" };
    service.logs.length = 0;
    const answer = await service.send({ ...call, headers: { "x-request-id": "find-me" } });
    expectError(id, answer, 500, "internal error; quote the X-Request-Id when you report it");
    expect(answer.headers["x-request-id"]).toBe("find-me");
    const line = service.logs.find((entry) => entry.includes("no such table"));
    expect(JSON.parse(line ?? "null")).toMatchObject({ level: 50, reqId: "find-me" });
    expect(service.logs.join("")).not.toContain(service.token);
  },
);
