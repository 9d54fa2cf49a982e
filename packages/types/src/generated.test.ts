import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { generatedFiles } from "../generator/generated-files.ts";

const sources = fileURLToPath(new URL(".", import.meta.url));
const mend = "generated files are stale: run `pnpm generate` and commit what changes";

describe("the generated files", async () => {
  const generated = await generatedFiles();

  it.each([...generated])("%s is what the contract generates", async (name, text) => {
    expect(await readFile(sources + name, "utf8"), mend).toBe(text);
  });

  it("are all generated: none is left over or missing", async () => {
    const committed = (await readdir(sources)).filter((name) => name.endsWith(".gen.ts"));
    expect(committed.toSorted(), mend).toEqual([...generated.keys()].toSorted());
  });

  it("carry the hash of the contract", () => {
    for (const text of generated.values())
      expect(text).toMatch(/^\/\/ contract sha256:[0-9a-f]{64}$/m);
  });
});
