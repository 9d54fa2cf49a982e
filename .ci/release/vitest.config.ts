import { defineConfig } from "vitest/config";

import base from "../../vitest.config.ts";

// What `release:pack` has packed, looked at and used. It needs a registry, for what the packages
// depend on, and takes too long for every run of the tests.
export default defineConfig({
  test: {
    ...base.test,
    include: [".ci/release/*.check.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    reporters: ["default"],
  },
});
