import { defineConfig } from "vitest/config";

import base from "../vitest.config.ts";

// The tests of the repository as a whole. Spread, not merged: merging would add to the list of files,
// and run every test there is.
export default defineConfig({
  test: { ...base.test, include: [".ci/*.test.ts", ".ci/release/*.test.ts"] },
});
