import { defineConfig } from "vitest/config";

// One configuration for every package: `vitest run --config <this file> --root <the package>`.
export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    // turbo runs two packages at a time on two cores; more workers would only wait for each other.
    maxWorkers: 2,
    reporters: ["default", "json"],
    // Kept as an output of the task, so that a cached run still counts.
    outputFile: { json: ".vitest/report.json" },
  },
});
