import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { expect, it } from "vitest";

it("runs no test where the types are not those of the contract", async () => {
  const cwd = `${import.meta.dirname}/..`;
  const { stdout } = await promisify(execFile)("turbo", ["run", "test", "--dry=json"], { cwd });
  const { tasks }: { tasks: { task: string; taskId: string; dependencies: string[] }[] } =
    JSON.parse(stdout);
  const tests = tasks.filter(({ task }) => task === "test");
  expect(tests.map(({ taskId }) => taskId)).toContain("@hotspot-session/cli#test");
  for (const { taskId, dependencies } of tests) {
    expect(dependencies, taskId).toContain("@hotspot-session/types#generated");
  }
});
