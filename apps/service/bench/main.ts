import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";

import { type LargeConfig, loadLargeConfig } from "./large-config.ts";
import { projectId, token } from "./project.ts";
import { describeRow, missesTarget } from "./report.ts";
import type { Bench, Row } from "./row.ts";
import { deepPage } from "./rows/deep-page.ts";
import { listOne } from "./rows/list-one.ts";
import { memory } from "./rows/memory.ts";
import { neighbour } from "./rows/neighbour.ts";
import { overload } from "./rows/overload.ts";
import { pages } from "./rows/pages.ts";
import { patch } from "./rows/patch.ts";
import { postgres } from "./rows/postgres.ts";
import { search } from "./rows/search.ts";
import { signature } from "./rows/signature.ts";
import { start } from "./rows/start.ts";
import { testDouble } from "./rows/test-double.ts";
import { pathOf, startServer } from "./server.ts";

const rows: readonly Row[] = [
  start,
  testDouble,
  listOne,
  signature,
  pages,
  patch,
  overload,
  neighbour,
  memory,
  deepPage,
  search,
  postgres,
];

const help = `\
Measures the built service beside others on this machine, in interleaved windows.

Usage: pnpm bench [ROW…] [--quick] [--users N]

Without a ROW, all of them:
${rows.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join("\n")}

  --quick      short windows and small data: shows that it works; do not quote the figures
  --users N    users of the large configuration (5,000,000; with --quick 100,000)

A figure is the median of the rounds (minimum–maximum). A missed target is no error.
`;

const print = (text: string) => void process.stdout.write(`${text}\n`);

function openBench(users: number, quick: boolean): Bench & AsyncDisposable {
  // In the package: the system's temporary files may be in memory, where a sync costs nothing.
  const folder = mkdtempSync(pathOf("../node_modules/.bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const service: Bench["service"] = (settings) =>
    startServer(pathOf("../bin/hotspot-service.js"), {
      HOTSPOT_PORT: "0",
      HOTSPOT_LOG_LEVEL: "error",
      HOTSPOT_DATABASE_URL: `sqlite:${folder}/${randomUUID()}.db`,
      HOTSPOT_BOOTSTRAP_PROJECT_ID: projectId,
      HOTSPOT_BOOTSTRAP_TOKEN: token,
      ...settings,
    });
  let large: Promise<LargeConfig> | undefined;
  return {
    ...(quick ? { quick, rounds: 1, ms: 50 } : { quick, rounds: 7, ms: 2000 }),
    users,
    folder,
    service,
    peer: (program, given) =>
      startServer(pathOf(`peers/${program}`), { PEER: JSON.stringify(given) }),
    large: () => (large ??= service().then((started) => loadLargeConfig(started, users))),
    [Symbol.asyncDispose]: async () => (await large)?.service[Symbol.asyncDispose](),
  };
}

async function measure(chosen: readonly Row[], users: number, quick: boolean): Promise<void> {
  await using bench = openBench(users, quick);
  const load = loadavg()[0]?.toFixed(1);
  print(`${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}, load ${load}`);
  const missed: string[] = [];
  for (const row of chosen) {
    const figures = await row.run(bench);
    print(describeRow(row, figures));
    missed.push(...figures.filter(missesTarget).map(({ what }) => `  ${row.name}: ${what}`));
  }
  print(missed.length === 0 ? "\nAll targets met" : `\nTargets missed:\n${missed.join("\n")}`);
  if (quick) print("Short windows: do not quote these figures.");
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
const options = {
  quick: { type: "boolean", default: false },
  users: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const users = Number(values.users ?? (values.quick ? 100_000 : 5_000_000));
const chosen = rows.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (values.help) print(help.trimEnd());
else if (!Number.isInteger(users) || users < 1000) throw new Error("--users: at least 1000");
else if (chosen.length > 0) await measure(chosen, users, values.quick);
