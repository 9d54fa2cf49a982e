import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { measureMemory } from "./memory.ts";
import { measureOverhead } from "./overhead.ts";
import { measureSize, sizeBudget } from "./size.ts";
import type { Spread } from "./spread.ts";

// What the client costs: `pnpm bench [client] [--quick] [--json FILE]`. Compare ratios: times are of
// this machine. The service's bench is called with the same words, and knows more of them.

const { values, positionals } = parseArgs({
  options: { json: { type: "string" }, quick: { type: "boolean" } },
  allowPositionals: true,
  strict: false,
});
if (values["help"] || (positionals.length > 0 && !positionals.includes("client"))) process.exit();

const print = (line: string) => process.stdout.write(`${line.trimEnd()}\n`);
const shown = ({ median, lower, upper }: Spread, digits: number) =>
  `${median.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`.padEnd(24);

const rounds = values.quick ? 60 : 600;
print(`One call to a server on this machine: medians of ${rounds} rounds, and their quartiles`);
const titles = ["", "times fetch", "µs over fetch", "CPU µs over fetch", "µs a call"];
print(titles.map((title, column) => title.padEnd(column === 0 ? 15 : 24)).join(""));
const overhead = await measureOverhead({ rounds });
for (const { name, call, over, cpuOver, ratio } of overhead) {
  print(
    `${name.padEnd(15)}${shown(ratio, 3)}${shown(over, 1)}${shown(cpuOver, 1)}${shown(call, 1)}`,
  );
}

const size = await measureSize();
const { start, whole } = size;
print(`\nThe whole client in a bundle: ${whole.gzipped} bytes gzipped (budget: ${sizeBudget}),`);
print(`${start.gzipped} of them loaded at the start; ${whole.minified} bytes minified`);

const memory = await measureMemory(values.quick ? 100_000 : 1_000_000);
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(2)} MB`;
print(
  `\n${memory.users} users in pages of 100, in ${memory.seconds.toFixed(1)} s: heap of ${megabytes(memory.atTenth)} after a tenth, ${megabytes(memory.atEnd)} at the end (×${(memory.atEnd / memory.atTenth).toFixed(3)})`,
);

if (typeof values.json === "string") {
  // Named from where the caller was before the package manager went into this package.
  const file = resolve(process.env["INIT_CWD"] ?? ".", values.json);
  const others: unknown = existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : {};
  const report = Object.assign({}, others, {
    "@hotspot-session/client": { overhead, size, memory },
  });
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}
