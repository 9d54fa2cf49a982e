#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const oldest = Number(/\d+/.exec(engines.node)?.[0]);
if (Number.parseInt(process.versions.node, 10) < oldest) {
  process.stderr.write(
    `hotspot-service needs Node ${oldest} or later; this is Node ${process.versions.node}\n`,
  );
  process.exitCode = 1;
} else if (existsSync(new URL("../dist/main.js", import.meta.url))) {
  await import("../dist/main.js");
} else {
  process.stderr.write("hotspot-service is not built yet: run `npx -y pnpm@12 build`\n");
  process.exitCode = 1;
}
