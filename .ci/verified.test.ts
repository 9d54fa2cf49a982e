import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { packageFolders, sourcesIn } from "./sources.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A source that starts the service, as a process or in its own. */
const starts =
  /(?:service-process|start-here)\.ts"|bin\/hotspot-service|start\("pnpm start"|^import .*"@hotspot-session\/service"/m;

/** A source whose calls of that service go through Prism's validating proxy. */
const verifies = /\bstartVerifier\(/;

/** The sources that start it for another purpose than calls of a client, and the purpose. */
const others: Readonly<Record<string, string>> = {
  "apps/console/test/service.ts": "as the function of the console's tests: pages call the verifier",
  "apps/service/test/commands/access-key.test.ts": "to see when an access key becomes valid",
  "apps/service/test/commands/copy.test.ts": "to interrupt a command of it",
  "apps/service/test/commands/restore.test.ts": "to see what a backup holds",
  "apps/service/test/commands/token.test.ts": "to see when a token becomes valid",
  "apps/service/test/durability/failover.test.ts": "to kill its database while it writes",
  "apps/service/test/durability/kill.test.ts": "to kill it while it writes",
  "apps/service/test/hostile/crowds.test.ts": "to measure it beside clients who break HTTP itself",
  "apps/service/test/metrics/metrics.test.ts": "to read its metrics, which counts every request",
  "apps/service/test/overload/open-files.test.ts":
    "to open more connections than it may have files",
  "apps/service/test/postgres/frozen.test.ts": "to see how soon it gives up a frozen database",
  "apps/service/test/postgres/instances.test.ts": "to start and replace several instances of it",
  "apps/service/test/postgres/schema.test.ts": "to see what it says of its database",
  "apps/service/test/process/full-disk.test.ts": "to fill its disk",
  "apps/service/test/process/guard.test.ts": "to watch it end after an error",
  "apps/service/test/process/memory.test.ts": "to watch it end with the program that started it",
  "apps/service/test/process/process.test.ts": "to watch it start, drain and end",
  "apps/service/test/process/service-process.ts": "as the function that all others use",
  "apps/service/test/traces/traces.test.ts": "to read its traces, which have every request",
};

describe("a test that calls the built service", async () => {
  const folders = (await packageFolders(root)).map((folder) => `${folder}/test`);
  const sources = (await Promise.all([".ci", ...folders].map((from) => sourcesIn(root, from))))
    .flat()
    .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }))
    .filter(({ file, text }) => starts.test(text) && !file.endsWith("verified.test.ts"));

  it("is found", () => {
    expect(sources.map(({ file }) => file)).toContain("apps/cli/test/service.ts");
  });

  it.each(sources)("goes through the verifier, or has another purpose: $file", ({ file, text }) => {
    const goes = verifies.test(text) || file in others;
    expect(
      goes,
      `${file} calls the service unverified: put startVerifier of @hotspot-session/mock in front, or name the purpose in .ci/verified.test.ts`,
    ).toBe(true);
    expect(
      verifies.test(text) && file in others,
      `${file} goes through the verifier: take it out of the list in .ci/verified.test.ts`,
    ).toBe(false);
  });

  it("is there for every purpose that is listed", () => {
    const found = new Set(sources.map(({ file }) => file));
    expect(Object.keys(others).filter((file) => !found.has(file))).toEqual([]);
  });
});
