import { fileURLToPath } from "node:url";

import { defineConfig } from "vitest/config";

// One configuration for every package: `vitest run --config <this file> --root <the package>`.
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // turbo runs as many packages at a time as there are cores: more workers would only wait.
    maxWorkers: 2,
    // The same holds for the tests of a file that run at once.
    maxConcurrency: 3,
    // Only what hangs takes this long; a slow machine is no failure.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A process that a test starts ends with the worker that runs the test, at the latest.
    execArgv: [
      "--import",
      fileURLToPath(new URL(".ci/tooling/owned-processes.ts", import.meta.url)),
    ],
    reporters: ["default", "json"],
    // Kept as an output of the task, so that a cached run still counts.
    outputFile: { json: ".vitest/report.json" },
  },
});
