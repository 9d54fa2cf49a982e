#!/usr/bin/env node
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  process.stderr.write(
    `hotspot: Node 22.12 or later is needed, and this is ${process.versions.node}.\n`,
  );
  process.exitCode = 1;
} else {
  await import("../dist/main.js");
}
