#!/usr/bin/env node
import { existsSync } from "node:fs";

if (existsSync(new URL("../dist/main.js", import.meta.url))) {
  await import("../dist/main.js");
} else {
  process.stderr.write("hotspot-service is not built yet: run `npx -y pnpm@12 build`\n");
  process.exitCode = 1;
}
