import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { describe, expect, it } from "vitest";

const declared = Object.values(contract.paths)
  .flatMap((item) => Object.values(item))
  .flatMap((operation) =>
    "operationId" in operation
      ? Object.keys(operation.responses).map((status) => [operation.operationId, status] as const)
      : [],
  );

describe("the tests of the service", () => {
  it.each(declared)("have a file for %s %s", (operationId, status) => {
    const folder = operationId.replaceAll(/(?<=.)[A-Z]/g, "-$&").toLowerCase();
    const file = fileURLToPath(new URL(`${folder}/${status}.test.ts`, import.meta.url));
    expect(
      existsSync(file),
      `a declared status without a test: write ${folder}/${status}.test.ts`,
    ).toBe(true);
  });
});
