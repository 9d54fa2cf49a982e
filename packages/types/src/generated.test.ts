import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { generatedFiles } from "../generator/generated-files.ts";

const sources = fileURLToPath(new URL(".", import.meta.url));
const mend = "generated files are stale: run `pnpm generate` and commit what changes";

describe("the generated files", async () => {
  const generated = await generatedFiles();

  it("are what the contract generates: none is stale, left over or missing", async () => {
    const committed = (await readdir(sources)).filter((name) => name.endsWith(".gen.ts"));
    const names = new Set([...committed, ...generated.keys()]);
    const wrong: string[] = [];
    for (const name of names) {
      const text = await readFile(sources + name, "utf8").catch(() => undefined);
      if (text !== generated.get(name)) wrong.push(name);
    }
    expect(wrong, mend).toEqual([]);
  });

  it("carry the hash of the contract", () => {
    for (const text of generated.values())
      expect(text).toMatch(/^\/\/ contract sha256:[0-9a-f]{64}$/m);
  });
});
