import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startMock } from "@hotspot-session/mock";

import { installMatrix } from "./matrix.ts";
import { createProject } from "./project.ts";
import { edgeRuntime, type Runtime } from "./runtimes.ts";

// The packed client in every runtime that it is for: `pnpm ecosystem`. It ends with 1 if any failed.

const folder = await mkdtemp(join(tmpdir(), "hotspot-runtimes-"));
try {
  await using project = await createProject();
  await using mock = await startMock();

  /** A row of the table. */
  const resultIn = async ({ name, version, runSuite }: Runtime) => {
    const started = performance.now();
    try {
      const steps = await runSuite(project, mock.url);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      return { name, version, result: `${steps.length} steps passed in ${seconds} s` };
    } catch (error) {
      process.exitCode = 1;
      return { name, version, result: `FAILED\n${error instanceof Error ? error.message : error}` };
    } finally {
      // The suite makes a wrong request on purpose.
      mock.takeViolations();
    }
  };

  for (const runtime of [...(await installMatrix(folder)), await edgeRuntime()]) {
    const { name, version, result } = await resultIn(runtime);
    process.stdout.write(`${name.padEnd(20)}  ${version.padEnd(14)}  ${result}\n`);
  }
} finally {
  await rm(folder, { recursive: true });
}
