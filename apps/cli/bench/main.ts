import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { measureMemory } from "./memory.ts";
import type { Spread } from "./spread.ts";
import { measureStartUp, startUpBudget } from "./start-up.ts";

// What the command line costs: `pnpm bench [cli] [--quick] [--json FILE]`. Compare ratios: times are
// of this machine. The service's bench is called with the same words, and knows more of them.

const { values, positionals } = parseArgs({
  options: { json: { type: "string" }, quick: { type: "boolean" } },
  allowPositionals: true,
  strict: false,
});
if (values["help"] || (positionals.length > 0 && !positionals.includes("cli"))) process.exit();

const print = (line: string) => process.stdout.write(`${line.trimEnd()}\n`);
const shown = ({ median, lower, upper }: Spread, digits: number) =>
  `${median.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`.padEnd(28);

const rounds = values.quick ? 10 : 60;
print(`Starting and ending a process: medians of ${rounds} rounds, and their quartiles`);
print(`${"".padEnd(20)}${"times an empty one".padEnd(28)}ms`);
const startUp = await measureStartUp({ rounds });
for (const { name, time, ratio } of startUp) {
  print(`${name.padEnd(20)}${shown(ratio, 2)}${shown(time, 1)}`);
}
const worst = Math.max(...startUp.map(({ ratio }) => ratio.median));
print(`${worst <= startUpBudget ? "Within" : "BEYOND"} the budget of ${startUpBudget}`);

const [few, many] = [10_000, values.quick ? 100_000 : 1_000_000];
print(`\nUsers from a file: the most memory that the process holds, Node and all`);
const memory = await measureMemory([few, many]);
for (const { command, users, peak, seconds } of memory) {
  const least = memory.find((one) => one.command === command && one.users === few)?.peak ?? peak;
  const held = `${(peak / 2 ** 20).toFixed(0)} MB`.padEnd(10);
  const ratio = `×${(peak / least).toFixed(2)}`.padEnd(10);
  print(`${`${command}, ${users}`.padEnd(24)}${held}${ratio}${seconds.toFixed(1)} s`);
}

if (typeof values.json === "string") {
  // Named from where the caller was before the package manager went into this package.
  const file = resolve(process.env["INIT_CWD"] ?? ".", values.json);
  const others: unknown = existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : {};
  const report = Object.assign({}, others, { "@hotspot-session/cli": { startUp, memory } });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}
