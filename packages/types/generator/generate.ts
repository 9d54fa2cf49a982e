import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { generatedFiles } from "./generated-files.ts";

for (const [name, text] of await generatedFiles()) {
  const file = fileURLToPath(new URL(`../src/${name}`, import.meta.url));
  // Left alone where it is right: whoever watches the file would take a write for a change.
  if ((await readFile(file, "utf8").catch(() => undefined)) !== text) await writeFile(file, text);
}
