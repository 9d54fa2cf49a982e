import { execFile } from "node:child_process";
import { mkdir, mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect, it } from "vitest";

import { violations } from "../architecture.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

/** A new repository with the settings of this one: its files at the top level. */
async function repository() {
  const folder = await mkdtempDisposable(join(tmpdir(), "hotspot-newcomer-"));
  const copy = `git ls-files -z ':(glob)*' | tar --null -T - -cf - | tar -xf - -C "$1"`;
  await run("sh", ["-c", copy, "sh", folder.path], { cwd: root });
  await run("git", ["init", "--quiet"], { cwd: folder.path });
  return folder;
}

it("checks nothing that a reader of the documents has saved", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const running = await readFile(join(root, "apps/service/RUNNING.md"), "utf8");
  const code = /```ts\n([^]*?)```/.exec(readme)?.[1] ?? "";
  const saved = [/save this as `(\S+)`/, /^hotspot-service backup (\S+)/m].map(
    (pattern) => pattern.exec(readme + running)?.[1] ?? "",
  );
  expect(saved).toEqual([expect.stringMatching(/\.ts$/), expect.stringMatching(/\.db$/)]);
  await using folder = await repository();
  for (const file of [...saved, "data/hotspot.db"]) {
    await mkdir(dirname(join(folder.path, file)), { recursive: true });
    await writeFile(join(folder.path, file), code);
  }

  const { stdout } = await run("git", ["status", "--short", ...saved], { cwd: folder.path });
  expect(stdout).toBe("");
  await run("oxfmt", ["--check"], { cwd: folder.path });
  await run("oxlint", ["--deny-warnings"], { cwd: folder.path });
  expect(await violations(folder.path)).toEqual([]);
});
