#!/usr/bin/env node
import { existsSync } from "node:fs";

try {
  if (!existsSync(new URL("../dist/commonjs/main.js", import.meta.url))) {
    throw new Error("is not built yet: run `npx -y pnpm@12 build`");
  }
  const { main } = await import("../dist/commonjs/main.js");
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`hotspot-mock: ${error.message}\n`);
  process.exitCode = 1;
}
