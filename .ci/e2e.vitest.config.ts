import { defineConfig } from "vitest/config";

import base from "../vitest.config.ts";

// What a newcomer does, by the README. The scripts of the root run turbo: that finds everything built.
export default defineConfig({
  test: {
    ...base.test,
    include: [".ci/**/*.e2e.ts"],
    testTimeout: 120_000,
    outputFile: { json: ".vitest/e2e.json" },
  },
});
