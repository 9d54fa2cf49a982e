// For Vitest.

import { expect, test } from "vitest";

import { runSuite } from "./suite.mjs";

test("the client does all that the suite does", async () => {
  expect(await runSuite("MOCK_URL")).toHaveLength(11);
});
