import { describe, expect, it } from "vitest";

import { operations } from "../../src/contract/operations.ts";
import { validCall } from "../calls.ts";
import { contentsOf } from "../refusals.ts";
import { sharedService } from "../service.ts";

const changes = (method: string) => method !== "GET";

describe.each(operations)("$id", ({ id, method }) => {
  it.each([
    ["admin", "its own", 200],
    ["reader", "its own", changes(method) ? 403 : 200],
    ["admin", "another", 403],
    ["reader", "another", 403],
  ] as const)("to a token of role %s and %s project answers %i", async (role, project, status) => {
    await using service = await sharedService();
    const call = await validCall(id, service);
    const before = await contentsOf(service);
    const token = await service.addToken(project === "another" ? "p2" : service.project, role);
    expect(await service.send({ ...call, token })).toMatchObject({ status });
    const isChanged = JSON.stringify(await contentsOf(service)) !== JSON.stringify(before);
    expect(isChanged).toBe(status === 200 && changes(method));
  });
});

describe("the operations of the contract", () => {
  it("are all of them, and both kinds", () => {
    expect(operations.map(({ method }) => method).toSorted()).toEqual([
      "GET",
      "GET",
      "PATCH",
      "PATCH",
      "POST",
    ]);
  });
});
