import { execFile } from "node:child_process";
import { cp, mkdtempDisposable, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { expect, it } from "vitest";

const run = promisify(execFile);
const types = join(import.meta.dirname, "..");

/** A copy of this package, in which a generated file is another and one was generated long ago. */
async function stalePackage() {
  const folder = await mkdtempDisposable(join(tmpdir(), "hotspot-stale-"));
  for (const name of ["package.json", "src", "generator"]) {
    await cp(join(types, name), join(folder.path, name), { recursive: true });
  }
  await symlink(join(types, "node_modules"), join(folder.path, "node_modules"));
  await writeFile(join(folder.path, "src/openapi.gen.ts"), "export type Another = string;\n");
  await writeFile(join(folder.path, "src/old.gen.ts"), "");
  return folder;
}

it("finds types that are not those of the contract, names the command that makes them, and makes them", async () => {
  await using folder = await stalePackage();
  const generate = (...args: readonly string[]) =>
    run(process.execPath, ["generator/generate.ts", ...args], { cwd: folder.path });
  await expect(generate("--check")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /^Stale: \S+\/old\.gen\.ts, \S+\/openapi\.gen\.ts\nRun `npx -y pnpm@12 generate`/,
    ),
  });
  await generate();
  const src = join(folder.path, "src");
  expect(await readdir(src)).toEqual(await readdir(join(types, "src")));
  for (const name of await readdir(src)) {
    const text = await readFile(join(types, "src", name), "utf8");
    expect(await readFile(join(src, name), "utf8"), name).toBe(text);
  }
});
