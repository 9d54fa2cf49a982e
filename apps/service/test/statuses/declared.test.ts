import { existsSync } from "node:fs";

import { expect, it } from "vitest";

import { document } from "../../src/contract/document.ts";
import { operations } from "../../src/contract/operations.ts";

const statuses = operations.flatMap(({ path, method }) =>
  Object.keys(document.paths[path]?.[method.toLowerCase() as "get"]?.responses ?? {}),
);

it.each([...new Set(statuses)])(
  "the status %s, which the contract declares, has tests",
  (status) => {
    expect(existsSync(new URL(`${status}.test.ts`, import.meta.url))).toBe(true);
  },
);
