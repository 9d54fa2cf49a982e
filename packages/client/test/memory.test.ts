import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { expect, it } from "vitest";

it("iterating over 50,000 users needs no more memory at the end than after a tenth", async () => {
  const program = fileURLToPath(new URL("memory-process.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, "50000"]);
  // In 450 pages: two kilobytes that each leaves behind would show.
  expect(Number(stdout)).toBeLessThan(450 * 2 * 1024);
});
