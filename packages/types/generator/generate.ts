import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { generatedFiles } from "./generated-files.ts";

for (const [name, text] of await generatedFiles()) {
  await writeFile(fileURLToPath(new URL(`../src/${name}`, import.meta.url)), text);
}
