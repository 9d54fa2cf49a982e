import { describe, expect, it } from "vitest";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

import { operations } from "../../src/contract/operations.ts";
import { handlers } from "../../src/operations/handlers.ts";
import { sharedService } from "../service.ts";

// What the contract itself says of each decision is checked by its style guide, in `spec/rules/`.

describe("operationId", () => {
  it("has a handler each", () => {
    expect(Object.keys(handlers).toSorted()).toEqual(operations.map(({ id }) => id).toSorted());
  });
});

describe("paths", () => {
  it("of /hotspot-session/…, as two published examples have it, are 404", async () => {
    await using service = await sharedService();
    const id = await service.create();
    const url = service.users(id).replace("/hotspot-session-config/", "/hotspot-session/");
    for (const method of ["GET", "PATCH"]) {
      expect(await service.send({ method, url })).toMatchObject({ status: 404 });
    }
  });
});

describe("security", () => {
  it("is a token or a request signature, either alone", () => {
    expect(contract.security).toEqual([{ AuthToken: [] }, { RequestSignature: [] }]);
  });
});

describe("examples", () => {
  it("hold nothing masked and no null body", () => {
    const examples = JSON.stringify(contract, (key, value: unknown) =>
      ["description", "summary", "pattern"].includes(key) ? undefined : value,
    );
    expect(examples).not.toMatch(/x{3,}|null/);
  });
});
