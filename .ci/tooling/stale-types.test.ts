import { execFile } from "node:child_process";
import { cp, mkdir, mkdtempDisposable, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const types = join(root, "packages/types");

/** The package of the types beside a contract with another summary. */
async function typesOfAnotherContract() {
  const folder = await mkdtempDisposable(join(tmpdir(), "hotspot-stale-"));
  const spec = join(folder.path, "node_modules/@hotspot-session/spec");
  await mkdir(join(spec, "dist"), { recursive: true });
  await cp(join(root, "spec/package.json"), join(spec, "package.json"));
  const contract = await readFile(join(root, "spec/dist/openapi.json"), "utf8");
  const changed = contract.replace(/"summary": "[^"]*"/, '"summary": "Another summary"');
  await writeFile(join(spec, "dist/openapi.json"), changed);
  for (const name of ["openapi-typescript", "typescript"]) {
    await symlink(join(types, "node_modules", name), join(folder.path, "node_modules", name));
  }
  for (const name of ["package.json", "src", "generator"]) {
    await cp(join(types, name), join(folder.path, name), { recursive: true });
  }
  return folder;
}

describe("a change of the contract without new types", () => {
  it("is found, with the command that makes them, and no longer found after it", async () => {
    await using folder = await typesOfAnotherContract();
    const generate = (...args: readonly string[]) =>
      run(process.execPath, ["generator/generate.ts", ...args], { cwd: folder.path });
    await expect(generate("--check")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/openapi\.gen\.ts.*\nRun `npx -y pnpm@12 generate`/),
    });
    await generate();
    await generate("--check");
  });

  it("stops the run before any test", async () => {
    const { stdout } = await run("turbo", ["run", "test", "--dry=json"], { cwd: root });
    const { tasks }: { tasks: { task: string; taskId: string; dependencies: string[] }[] } =
      JSON.parse(stdout);
    const tests = tasks.filter(({ task }) => task === "test");
    expect(tests.map(({ taskId }) => taskId)).toContain("@hotspot-session/cli#test");
    for (const { taskId, dependencies } of tests) {
      expect(dependencies, taskId).toContain("@hotspot-session/types#generated");
    }
  });
});
