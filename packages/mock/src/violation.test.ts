import { expect, it } from "vitest";

import { ContractViolationError, type Violation } from "./violation.ts";

const list = "/v1/p1/hotspot-session-config";
const users = (id: string) => `${list}/${id}/non-migration-users`;

function violation(path: string, fields: Partial<Violation> = {}): Violation {
  const place = { location: "response.header", message: "x-request-id is missing" };
  return { method: "GET", path, ...place, severity: "error", ...fields };
}

const messageOf = (...violations: readonly Violation[]) =>
  new ContractViolationError(violations).message.split("\n");

it("shows violations of an operation once that are alike, with their number", () => {
  const violations = Array.from({ length: 1413 }, (_, index) =>
    violation(`${list}?offset=${index}`),
  );
  const error = new ContractViolationError(violations);
  expect(error.message).toBe(
    [
      `GET ${list}?offset=0 breaks the contract:`,
      "  response.header: x-request-id is missing (and 1,412 more like it)",
    ].join("\n"),
  );
  expect(error.violations).toEqual(violations);
});

it("counts violations by operation and method, regardless of the ids", () => {
  const lines = messageOf(
    violation(users("a")),
    violation(users("b")),
    violation(list),
    violation(users("c"), { method: "PATCH" }),
  );
  expect(lines).toEqual([
    `GET ${users("a")} breaks the contract:`,
    "  response.header: x-request-id is missing (and 1 more like it)",
    `GET ${list} breaks the contract:`,
    "  response.header: x-request-id is missing",
    `PATCH ${users("c")} breaks the contract:`,
    "  response.header: x-request-id is missing",
  ]);
});

it("shows what differs in its words or its place under the first request that had it", () => {
  const lines = messageOf(
    violation(`${list}?limit=1`),
    violation(`${list}?limit=1`, { message: "other" }),
    violation(`${list}?limit=2`),
    violation(`${list}?limit=3`, { location: "response" }),
  );
  expect(lines).toEqual([
    `GET ${list}?limit=1 breaks the contract:`,
    "  response.header: x-request-id is missing (and 1 more like it)",
    "  response.header: other",
    `GET ${list}?limit=3 breaks the contract:`,
    "  response: x-request-id is missing",
  ]);
});

it("counts violations of an unknown path together, regardless of the query", () => {
  const lines = messageOf(violation("/v2/p?a"), violation("/v2/p?b"), violation("/v3/p"));
  expect(lines.filter((line) => line.endsWith("breaks the contract:"))).toHaveLength(2);
});
