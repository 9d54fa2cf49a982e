import { describe, expect, it } from "vitest";

import { ContractViolationError, type Violation } from "./violation.ts";

const list = "/v1/p1/hotspot-session-config";

function lacking(header: string, path: string, method = "GET"): Violation {
  const message = `Response header must have required property '${header}'`;
  return { method, path, location: "response.header", message, severity: "error" };
}

describe("the message of a contract violation", () => {
  it("tells violations of an operation once that are alike, and how many more there are", () => {
    const violations = Array.from({ length: 1413 }, (_, index) =>
      lacking("x-request-id", `${list}?offset=${index}`),
    );
    const error = new ContractViolationError(violations);
    expect(error.message).toBe(
      [
        `GET ${list}?offset=0 breaks the contract:`,
        "  response.header: Response header must have required property 'x-request-id' (and 1,412 more like it)",
      ].join("\n"),
    );
    expect(error.violations, "all of them are there for a program").toEqual(violations);
  });

  it("takes an operation for one whatever its ids, and tells operations and methods apart", () => {
    const users = (id: string) => `${list}/${id}/non-migration-users`;
    const error = new ContractViolationError([
      lacking("x-request-id", users("a")),
      lacking("x-request-id", users("b")),
      lacking("x-request-id", list),
      lacking("x-request-id", users("c"), "PATCH"),
    ]);
    expect(error.message.match(/^\w.*$/gm)).toEqual([
      `GET ${users("a")} breaks the contract:`,
      `GET ${list} breaks the contract:`,
      `PATCH ${users("c")} breaks the contract:`,
    ]);
    expect(error.message.match(/more like it/g)).toHaveLength(1);
  });

  it("tells what differs in its words or its place, under the request that had it first", () => {
    const error = new ContractViolationError([
      lacking("x-request-id", `${list}?limit=1`),
      lacking("cache-control", `${list}?limit=1`),
      lacking("x-request-id", `${list}?limit=2`),
      { ...lacking("x-request-id", `${list}?limit=3`), location: "response" },
    ]);
    expect(error.message.split("\n")).toEqual([
      `GET ${list}?limit=1 breaks the contract:`,
      "  response.header: Response header must have required property 'x-request-id' (and 1 more like it)",
      "  response.header: Response header must have required property 'cache-control'",
      `GET ${list}?limit=3 breaks the contract:`,
      "  response: Response header must have required property 'x-request-id'",
    ]);
  });

  it("takes paths that the contract does not have for one each, whatever the query", () => {
    const error = new ContractViolationError([
      lacking("x", "/v2/p?a"),
      lacking("x", "/v2/p?b"),
      lacking("x", "/v3/p"),
    ]);
    expect(error.message.match(/breaks the contract/g)).toHaveLength(2);
  });
});
