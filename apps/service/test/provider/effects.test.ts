import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { operationOf } from "../calls.ts";
import { type Service, startService } from "../service.ts";
import { declaredInputs, describeInput, hasEffect } from "./effects.ts";

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service[Symbol.asyncDispose]());

describe("every declared input has an effect", () => {
  it.each(declaredInputs.map((input) => [describeInput(input), input] as const))(
    "%s",
    async (name, input) => {
      expect(
        await hasEffect(service, input),
        `${name}: is declared, and no value of it changes an answer or what is stored; read it in apps/service/src/operations/`,
      ).toBe(true);
    },
  );

  it("and one that nothing reads is found", async () => {
    const unread = {
      operation: operationOf("ListNonMigrationUsers"),
      in: "query" as const,
      path: ["sort_by"],
      schema: { type: "string", maxLength: 20 },
    };
    expect(await hasEffect(service, unread)).toBe(false);
  });
});
