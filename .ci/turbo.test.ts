import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

interface Task {
  readonly task: string;
  readonly taskId: string;
  readonly dependencies: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, "..");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const [, names = ""] = /steps\.ts (.*)$/.exec(scripts.test) ?? [];
const plan = execFileSync("turbo", ["run", ...names.split(" "), "--dry=json"], {
  cwd: root,
  maxBuffer: Infinity,
});
const { tasks }: { tasks: readonly Task[] } = JSON.parse(plan.toString());

describe("a run of all tests", () => {
  it("reaches no test where the types are not those of the contract", () => {
    const tests = tasks.filter(({ task }) => task === "test");
    expect(tests.map(({ taskId }) => taskId)).toContain("@hotspot-session/cli#test");
    for (const { taskId, dependencies } of tests) {
      expect(dependencies, taskId).toContain("@hotspot-session/types#generated");
    }
  });

  it("has no task that runs again because of what a run writes", () => {
    const written = /(^|\/)(\.vitest|dist|node_modules)\//;
    for (const { taskId, inputs } of tasks) {
      expect(
        Object.keys(inputs).filter((file) => written.test(file)),
        taskId,
      ).toEqual([]);
    }
  });
});
