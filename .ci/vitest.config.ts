import { defineConfig, mergeConfig } from "vitest/config";

import base from "../vitest.config.ts";

// The tests of the house as a whole: they read its sources and run its commands.
export default mergeConfig(base, defineConfig({ test: { include: [".ci/**/*.test.ts"] } }));
