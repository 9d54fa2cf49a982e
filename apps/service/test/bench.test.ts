import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import { describeRow, missesTarget } from "../bench/report.ts";

const program = fileURLToPath(new URL("../bench/main.ts", import.meta.url));
const bench = (...args: string[]) => promisify(execFile)(process.execPath, [program, ...args]);

describe("the bench", () => {
  it("measures the row that is named, against its peer and its target", async () => {
    const { stdout } = await bench("pages", "--quick");
    expect(stdout).toMatch(
      /^pages: .*\n +throughput to bare node:http +[\d.]+ × \([\d.]+–[\d.]+\) +≥ 0.18 (met|MISSED) /m,
    );
    expect(stdout).not.toContain("list-one");
  });

  it("measures nothing for a name of another bench", async () => {
    expect((await bench("cli")).stdout).toBe("");
  });

  it("holds the median against the target, and prints it between the extremes", () => {
    const figure = { what: "throughput to a peer", values: [3, 1, 2], target: { atLeast: 2.5 } };
    expect(missesTarget(figure)).toBe(true);
    expect(missesTarget({ ...figure, target: { atMost: 2 } })).toBe(false);
    expect(missesTarget({ ...figure, values: [] })).toBe(true);
    const row = { name: "row", about: "what it does", run: () => Promise.resolve([]) };
    expect(describeRow(row, [figure])).toMatch(/peer +2\.00 × \(1\.00–3\.00\) +≥ 2\.5 MISSED$/);
  });
});
