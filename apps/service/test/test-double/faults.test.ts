import { createHotspotClient } from "@hotspot-session/client";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { operations } from "../../src/contract/operations.ts";
import { type Fault, startService, type TestService } from "../../src/index.ts";
import { exampleBodies } from "../calls.ts";
import { expectConforming } from "../conformity.ts";

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => service.reset());

const connect = (maxRetries = 0) => createHotspotClient({ ...service.settings, maxRetries });
const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 2 };

describe("an error that was asked for", () => {
  const cases = operations.flatMap((operation) =>
    Object.keys(operation.responses)
      .filter((status) => status !== "200")
      .map((status) => ({ operation, id: operation.id, status: Number(status) })),
  );

  it.each(cases)("is one of the contract: $id $status", async ({ operation, id, status }) => {
    service.fail({ operation: id, status } as Fault);
    const { projectId, token, baseUrl } = service.settings;
    const path = operation.path.replace("{project_id}", projectId).replace("{config_id}", "c1");
    const body = exampleBodies[id];
    const response = await fetch(baseUrl + path, {
      method: operation.method,
      headers: { "x-auth-token": token, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const headers = Object.fromEntries(response.headers);
    expect(response.status).toBe(status);
    expectConforming(operation, { status, headers, text, body: JSON.parse(text) });
  });

  it("is the answer so many times, to that operation and project alone, and changes nothing", async () => {
    const other = await service.project();
    const { configs, nonMigrationUsers } = connect();
    const { id } = await configs.create(settings);
    service.fail({
      operation: "UpdateNonMigrationUsers",
      status: 503,
      times: 2,
      retryAfter: 7,
    });
    const add = () => nonMigrationUsers.add(id, [{ user_id: "u1" }]);
    await expect(add()).rejects.toMatchObject({ status: 503, retryAfter: 7000 });
    expect((await nonMigrationUsers.list(id)).total_count).toBe(0);
    expect((await createHotspotClient(other.settings).configs.list()).items).toEqual([]);
    await expect(add()).rejects.toMatchObject({ status: 503 });
    await add();
    expect((await nonMigrationUsers.list(id)).total_count).toBe(1);
  });

  it("is what a client that retries gets past", async () => {
    service.fail({ operation: "ListHotspotSessionConfig", status: 503 });
    expect((await connect(1).configs.list()).items).toEqual([]);
  });

  it("comes after the one that was asked for before", async () => {
    const operation = "ListHotspotSessionConfig";
    service.fail({ operation, status: 500 });
    service.fail({ operation, status: 403 });
    const { configs } = connect();
    await expect(configs.list()).rejects.toMatchObject({ status: 500 });
    await expect(configs.list()).rejects.toMatchObject({ status: 403 });
  });
});

describe("a connection that is dropped", () => {
  const operation = "CreateHotspotSessionConfig";
  const stored = async () => (await connect().configs.list()).items.length;

  it("on the request leaves it undone", async () => {
    service.fail({ operation, drop: "request" });
    await expect(connect().configs.create(settings)).rejects.toThrow("no answer");
    expect(await stored()).toBe(0);
  });

  it("before the answer leaves it done", async () => {
    service.fail({ operation, drop: "answer" });
    await expect(connect().configs.create(settings)).rejects.toThrow("no answer");
    expect(await stored()).toBe(1);
  });

  it("within the body leaves the head and a part of it", async () => {
    const { projectId, token, baseUrl } = service.settings;
    service.fail({ operation: "ListHotspotSessionConfig", drop: "body" });
    const headers = { "x-auth-token": token };
    const url = `${baseUrl}/v1/${projectId}/hotspot-session-config`;
    const response = await fetch(url, { headers });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
  });
});

it("a delay holds a request up for that long, and other operations not at all", async () => {
  service.fail({ operation: "ListHotspotSessionConfig", delay: 300 });
  const begin = performance.now();
  const late = connect()
    .configs.list()
    .then(() => performance.now() - begin);
  await connect().configs.create(settings);
  expect(await Promise.race([late, "waits"])).toBe("waits");
  expect(await late).toBeGreaterThan(290);
});

describe("a fault that the contract does not allow", () => {
  const operation = "ListHotspotSessionConfig";

  it.each([
    [{ operation: "list", status: 503 }, "operation must be one of ListHotspotSessionConfig, "],
    [{ operation, status: 418 }, `status must be one of 400, 401, 403, 404, 405, 500, 503 for`],
    [{ operation, status: 200 }, "status must be one of 400"],
    [{ operation, status: 500, retryAfter: 1 }, "retryAfter goes with status 503"],
    [{ operation, status: 503, retryAfter: 0.5 }, "retryAfter: must be integer"],
    [{ operation, status: 503, retryAfter: 0 }, "retryAfter: must be >= 1"],
    [{ operation, drop: "late" }, `drop must be one of request, answer, body for ${operation}`],
    [
      { operation: "UpdateNonMigrationUsers", drop: "body" },
      "drop must be one of request, answer for UpdateNonMigrationUsers",
    ],
    [{ operation, drop: "answer", status: 500 }, "drop excludes status"],
    [{ operation, delay: -1 }, "delay must be a number of milliseconds"],
    [{ operation, status: 500, times: 0 }, "times must be a positive integer, or Infinity"],
    [{ operation }, "fault has no status, drop or delay"],
    [{ operation, status: 500, time: 2 }, "time is none of operation, times"],
  ])("is refused: %j", (fault, message) => {
    expect(() => service.fail(fault as Fault)).toThrow(message);
  });

  it("has a type error too", () => {
    const faults: readonly Fault[] = [
      { operation, status: 503, retryAfter: 1, times: 2, delay: 10 },
      { operation, drop: "body" },
      { operation, delay: 10 },
      // @ts-expect-error the contract has no such operation
      { operation: "list", status: 503 },
      // @ts-expect-error nor this status
      { operation, status: 418 },
      // @ts-expect-error nor a body here
      { operation: "UpdateNonMigrationUsers", drop: "body" },
      // @ts-expect-error and nothing goes wrong
      { operation },
    ];
    expect(faults).toHaveLength(7);
  });
});
