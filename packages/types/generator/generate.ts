import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { generatedFiles } from "./generated-files.ts";

// `node generator/generate.ts` writes the generated files; with `--check` it only says which of them
// are not what the contract generates, and fails if there are any.

const folder = new URL("../src/", import.meta.url);
const generated = await generatedFiles();
const committed = (await readdir(folder)).filter((name) => name.endsWith(".gen.ts"));
const stale: string[] = [];

for (const name of new Set([...committed, ...generated.keys()])) {
  const file = fileURLToPath(new URL(name, folder));
  const text = generated.get(name);
  // A file that is right is left alone: a watcher would take the write for a change.
  if ((await readFile(file, "utf8").catch(() => undefined)) === text) continue;
  stale.push(name);
  if (process.argv.includes("--check")) continue;
  await (text === undefined ? rm(file) : writeFile(file, text));
}

if (process.argv.includes("--check") && stale.length > 0) {
  process.stderr.write(
    `Stale: ${stale.map((name) => `packages/types/src/${name}`).join(", ")}\n` +
      "Run `npx -y pnpm@12 generate`, and commit what changes.\n",
  );
  process.exitCode = 1;
}
