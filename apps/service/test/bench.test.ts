import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

const run = promisify(execFile);
const program = fileURLToPath(new URL("../bench/main.ts", import.meta.url));

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotspot-bench-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the bench", () => {
  it("measures a row by its name against its peer, and writes what it prints", async () => {
    const json = join(folder, "bench.json");
    const args = [program, "page", "--quick", "--folder", folder, "--json", json];
    const { stdout } = await run(process.execPath, args);
    const report = JSON.parse(readFileSync(json, "utf8"))["@hotspot-session/service"];
    expect(report.rows).toEqual([
      expect.objectContaining({
        name: "page",
        results: [
          expect.objectContaining({
            unit: "×",
            target: { atLeast: 0.5 },
            met: expect.any(Boolean),
          }),
        ],
      }),
    ]);
    const { median, min, max } = report.rows[0].results[0].value;
    expect(min).toBeGreaterThan(0);
    expect(median).toBeGreaterThanOrEqual(min);
    expect(max).toBeGreaterThanOrEqual(median);
    expect(stdout).toContain(`${median.toFixed(2)} × (${min.toFixed(2)}–${max.toFixed(2)})`);
  });

  it("says which rows there are to a name that it does not have, and measures nothing", async () => {
    const { stdout, stderr } = await run(process.execPath, [program, "no-such-row"]);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/no-such-row: .*list-one, page/);
  });
});
