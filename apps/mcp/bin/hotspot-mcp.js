#!/usr/bin/env node
import { existsSync } from "node:fs";

// Without await, so that an old Node can read this file and say what is wrong.
if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`needs Node 20 or later, and this is ${process.version}`);
} else if (!existsSync(new URL("../dist/main.js", import.meta.url))) {
  fail("is not built yet: run `npx -y pnpm@12 build`");
} else {
  import("../dist/main.js");
}

function fail(message) {
  process.stderr.write(`hotspot-mcp ${message}\n`);
  process.exitCode = 1;
}
