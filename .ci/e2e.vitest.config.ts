import { defineConfig } from "vitest/config";

import base from "../vitest.config.ts";
// oxlint-disable-next-line import/no-unassigned-import -- this run ends with the command that started it
import "./tooling/ends-with-npx.ts";

// What a newcomer does, by the README. It runs the scripts of the root, and they run turbo: so it is no
// task of turbo, and runs after all tasks.
export default defineConfig({
  test: {
    ...base.test,
    include: [".ci/**/*.e2e.ts"],
    testTimeout: 120_000,
    outputFile: { json: ".vitest/e2e.json" },
  },
});
