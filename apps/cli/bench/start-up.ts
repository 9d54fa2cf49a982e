import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { type Spread, spreadOf } from "./spread.ts";

/** How many times an empty Node start `hotspot --help` may take. */
export const startUpBudget = 2.5;

/** What it takes to start and end a process. */
export interface StartUp {
  readonly name: string;
  /** In milliseconds. */
  readonly time: Spread;
  /** Of an empty program in the same round. */
  readonly ratio: Spread;
}

const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));

/** Starts an empty program and the CLI in turns, so that both meet the same machine. */
export async function measureStartUp({ rounds }: { rounds: number }): Promise<readonly StartUp[]> {
  const folder = await mkdtemp(join(tmpdir(), "hotspot-bench-"));
  try {
    const empty = join(folder, "empty.mjs");
    await writeFile(empty, "");
    const programs = [
      { name: "an empty program", words: [empty] },
      { name: "hotspot --version", words: [binary, "--version"] },
      { name: "hotspot --help", words: [binary, "--help"] },
    ];
    const times = programs.map((): number[] => []);
    // The first round only warms the caches of the disk.
    for (let round = -1; round < rounds; round += 1) {
      for (const [index, { words }] of programs.entries()) {
        const time = await timeOf(words);
        if (round >= 0) times[index]?.push(time);
      }
    }
    const [base = []] = times;
    return programs.map(({ name }, index) => {
      const own = times[index] ?? [];
      const ratios = own.map((time, round) => time / (base[round] ?? Number.NaN));
      return { name, time: spreadOf(own), ratio: spreadOf(ratios) };
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function timeOf(words: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, words, { stdio: "ignore" });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}`);
  return performance.now() - started;
}
