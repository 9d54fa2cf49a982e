import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";

import type { Row } from "./bench.ts";
import { isMet, type Result } from "./result.ts";

/** What a figure has to be judged with. */
export const machine = () => ({
  processor: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  /** How many processes were running or waiting for a core, over the last minute. */
  load: loadavg()[0] ?? Number.NaN,
});

export interface Report {
  readonly machine: ReturnType<typeof machine>;
  readonly quick: boolean;
  /** Of a synced write of one page to the disk that the databases are on, in milliseconds. */
  readonly syncedWrite: number;
  readonly rows: readonly {
    readonly name: string;
    readonly about: string;
    readonly results: readonly (Result & { readonly met: boolean | undefined })[];
  }[];
}

function figure(value: number, unit: Result["unit"]): string {
  if (Number.isNaN(value)) return "skipped";
  return unit === "×" ? value.toFixed(2) : Math.round(value).toLocaleString("en");
}

function line(result: Result): string {
  const { what, unit, value, target, detail } = result;
  const spread =
    value.min === value.max || Number.isNaN(value.median)
      ? ""
      : ` (${figure(value.min, unit)}–${figure(value.max, unit)})`;
  const goal =
    target === undefined
      ? ""
      : "atLeast" in target
        ? `≥ ${target.atLeast} ${unit}`
        : `≤ ${target.atMost} ${unit}`;
  const met = { true: "met", false: "MISSED", undefined: "" }[String(isMet(result))];
  const measured = `${figure(value.median, unit)} ${unit}${spread}`;
  return `  ${measured.padEnd(26)} ${goal.padEnd(10)} ${(met ?? "").padEnd(7)} ${what}\n${detail === "" ? "" : `  ${" ".repeat(45)} ${detail}\n`}`;
}

/** A row for people: medians over the rounds with the least and the most, targets, what was compared. */
export const describe = ({ name, about }: Row, results: readonly Result[]): string =>
  `\n${name}: ${about}\n${results.map(line).join("")}`;

/** Writes the report into a file, beside those that other packages of the house wrote there. */
export function writeJson(file: string, report: Report): void {
  const others: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const reports = { ...(others as object), "@hotspot-session/service": report };
  writeFileSync(file, `${JSON.stringify(reports, undefined, 2)}\n`);
}
