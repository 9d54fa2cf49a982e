import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { describe, expect, it } from "vitest";

import { operations } from "../../src/contract/operations.ts";
import { handlers } from "../../src/operations/handlers.ts";
import { validCall } from "../calls.ts";
import { sharedService } from "../service.ts";

describe("operationId", () => {
  it("is upstream's, and each has its handler", () => {
    const ids = operations.map(({ id }) => id).toSorted();
    expect(ids).toEqual([
      "CreateHotspotSessionConfig",
      "ListHotspotSessionConfig",
      "ListNonMigrationUsers",
      "UpdateHotspotSessionConfig",
      "UpdateNonMigrationUsers",
    ]);
    expect(Object.keys(handlers).toSorted()).toEqual(ids);
  });
});

describe("paths", () => {
  it.each(operations.map(({ id }) => id))("%s is served where the contract has it", async (id) => {
    await using service = await sharedService();
    expect(await service.send(await validCall(id, service))).toMatchObject({ status: 200 });
  });

  it.each(["GET", "PATCH"])(
    "%s of /hotspot-session/…, as two published examples have it, is 404",
    async (method) => {
      await using service = await sharedService();
      const id = await service.create();
      const url = service.users(id).replace("/hotspot-session-config/", "/hotspot-session/");
      expect(await service.send({ method, url })).toMatchObject({ status: 404 });
    },
  );
});

describe("security", () => {
  it("is a token or a request signature, either alone", () => {
    expect(contract.security).toEqual([{ AuthToken: [] }, { RequestSignature: [] }]);
    expect(contract.components.securitySchemes).toMatchObject({
      AuthToken: { type: "apiKey", in: "header", name: "X-Auth-Token" },
      RequestSignature: { type: "apiKey", in: "header", name: "Authorization" },
    });
  });
});

describe("examples", () => {
  const requests = Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      if (!("requestBody" in operation)) return [];
      const examples: Readonly<Record<string, { readonly value: unknown }>> =
        operation.requestBody.content["application/json"].examples;
      return Object.entries(examples).map(([name, { value }]) => ({
        name: `${operation.operationId} ${name}`,
        method,
        path,
        value,
      }));
    }),
  );

  it.each(requests)(
    "$name is a request that the service takes",
    async ({ method, path, value }) => {
      await using service = await sharedService();
      const id = path.includes("{config_id}") ? await service.create() : "";
      const url = path.replace("{project_id}", service.project).replace("{config_id}", id);
      const answer = await service.send({ method: method.toUpperCase(), url, body: value });
      expect(answer).toMatchObject({ status: 200 });
    },
  );

  it("hold nothing masked and no null body", () => {
    const examples = JSON.stringify(contract, (key, value: unknown) =>
      ["description", "summary", "pattern"].includes(key) ? undefined : value,
    );
    expect(examples).not.toMatch(/x{3,}|null/);
  });
});

describe("statuses", () => {
  it.each(operations)("$id has the eight of the pages and no other", ({ id }) => {
    const declared = Object.values(contract.paths)
      .flatMap((item) => Object.values(item))
      .find((operation) => "operationId" in operation && operation.operationId === id);
    expect(Object.keys(declared && "responses" in declared ? declared.responses : {})).toEqual([
      "200",
      "400",
      "401",
      "403",
      "404",
      "405",
      "500",
      "503",
    ]);
  });
});
