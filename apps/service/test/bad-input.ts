import { expect, it } from "vitest";

import type { OperationId } from "../src/contract/operations.ts";
import { validCall } from "./calls.ts";
import { contentsOf, expectError } from "./refusals.ts";
import { sharedService } from "./service.ts";

type Case = readonly [name: string, body: unknown, message: string];

/** Expects 400 with that message for each body, and that nothing was changed. */
export function refusesBodies(id: OperationId, cases: readonly Case[]): void {
  it.each(cases)("answers 400 to %s", async (_, body, message) => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    const answer = await service.send({ ...call, body });
    expectError(id, answer, 400, message);
    expect(await contentsOf(service)).toEqual(before);
  });
}

/** What is wrong with a body whatever the operation. */
export function refusesUnreadableBodies(id: OperationId): void {
  refusesBodies(id, [
    ["a body that is not JSON", "{", "body: is not valid JSON"],
    ["a body that breaks off", '{"a":', "body: is not valid JSON"],
    ["null", "null", "body: must be object"],
    ["an array", "[]", "body: must be object"],
    ["an empty body", "", "body: is required"],
    ["a body that is not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), "body: must be UTF-8"],
    ["a body above 2 MiB", " ".repeat(2 * 1024 * 1024 + 1), "body: must not be larger than 2 MiB"],
  ]);

  const json = "application/json";
  it.each([
    [{ "content-type": "text/plain" }, "Content-Type: must be application/json"],
    [
      { "content-type": "application/x-www-form-urlencoded" },
      "Content-Type: must be application/json",
    ],
    [{ "content-type": `${json}; charset=utf-16` }, "Content-Type: must be in UTF-8"],
    [{ "content-type": json, "content-encoding": "gzip" }, "Content-Encoding: must be identity"],
  ])("answers 400 to the headers %j", async (headers, message) => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    expectError(id, await service.send({ ...call, headers }), 400, message);
  });

  it("accepts a charset, and a byte order mark", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const headers = { "content-type": "application/json; charset=utf-8" };
    const body = Buffer.from(`\uFEFF${JSON.stringify(call.body)}`);
    expect(await service.send({ ...call, headers, body })).toMatchObject({ status: 200 });
  });
}

/** Expects 400 with that message for each query string. */
export function refusesQueries(
  id: OperationId,
  cases: readonly (readonly [query: string, message: string])[],
): void {
  it.each(cases)("answers 400 to ?%s", async (query, message) => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const answer = await service.send({ ...call, url: `${call.url}?${query}` });
    expectError(id, answer, 400, message);
  });
}

/** Pages that are wrong in any list, with the message that names the mistake. */
export const pageCases: readonly (readonly [query: string, message: string])[] = [
  ["limit=0", "limit: must be >= 1"],
  ["limit=101", "limit: must be <= 100"],
  ["limit=-1", "limit: must be >= 1"],
  ["limit=ten", "limit: must be integer"],
  ["limit=", "limit: must be integer"],
  ["limit=1.5", "limit: must be integer"],
  ["limit=1e1", "limit: must be integer"],
  ["limit=010", "limit: must be integer"],
  ["limit=0x10", "limit: must be integer"],
  ["limit=%2B5", "limit: must be integer"],
  ["limit=%205", "limit: must be integer"],
  ["limit=99999999999999999999", "limit: must be <= 100"],
  ["limit=1&limit=2", "limit: must be given once"],
  ["offset=-1", "offset: must be >= 0"],
  ["offset=2147483648", "offset: must be <= 2147483647"],
  ["offset=x", "offset: must be integer"],
  ["offset=%FF", "query: must be percent-encoded UTF-8"],
];

/** Expects 400 for a wrong page. */
export function refusesPages(id: OperationId): void {
  refusesQueries(id, pageCases);
}

/** A configuration id longer than the contract allows. */
export function refusesLongConfigIds(id: OperationId): void {
  it("answers 400 to a configuration id of 129 characters", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const url = call.url.replace(
      /hotspot-session-config\/[^/]+/,
      `hotspot-session-config/${"x".repeat(129)}`,
    );
    const answer = await service.send({ ...call, url });
    expectError(id, answer, 400, "config_id: must NOT have more than 128 characters");
  });

  it("answers 400 to a configuration id that is not percent-encoded UTF-8", async () => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const url = call.url.replace(/hotspot-session-config\/[^/]+/, "hotspot-session-config/%ff");
    const answer = await service.send({ ...call, url });
    expectError(id, answer, 400, "path: must be percent-encoded UTF-8");
  });
}
