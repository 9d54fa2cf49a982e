import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));

/** Prints the URL of each file that is loaded, on standard error. */
const hook = `
  import { registerHooks } from "node:module";
  registerHooks({
    load(url, context, next) {
      if (url.startsWith("file:")) process.stderr.write(url + "\\n");
      return next(url, context);
    },
  });`;

async function loadedBy(...words: readonly string[]): Promise<readonly string[]> {
  const { stderr } = await promisify(execFile)(process.execPath, [
    `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    binary,
    ...words,
  ]);
  return stderr.trimEnd().split("\n");
}

describe("starting", () => {
  it.each(["--help", "--version"])("with %s loads no client and no dependency", async (word) => {
    const files = await loadedBy(word);
    expect(files[0]).toMatch(/\/bin\/hotspot\.js$/);
    expect(files.filter((file) => !file.includes("/apps/cli/"))).toEqual([]);
    expect(
      files.filter((file) => /\/(settings\/connect|exchange|output\/table)\./.test(file)),
    ).toEqual([]);
    // Each costs a third of a millisecond.
    expect(files.length).toBeLessThan(50);
  });
});
