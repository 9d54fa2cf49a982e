import { defineConfig } from "vitest/config";

import base from "../vitest.config.ts";

// What a newcomer does, by the README: it runs the root's own scripts, so it runs when all else is
// done. It comes after turbo rather than in it, as it runs turbo itself.
export default defineConfig({
  test: {
    ...base.test,
    include: [".ci/**/*.e2e.ts"],
    testTimeout: 60_000,
    outputFile: { json: ".vitest/e2e.json" },
  },
});
