import {
  closeSync,
  fdatasyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { openBench, type Row } from "./bench.ts";
import { closeLargeConfig } from "./large-config.ts";
import { describe, machine, type Report, writeJson } from "./report.ts";
import { isMet } from "./result.ts";
import { deepPage } from "./rows/deep-page.ts";
import { listOne } from "./rows/list-one.ts";
import { load } from "./rows/load.ts";
import { overload } from "./rows/overload.ts";
import { differentPages, pageAmongWrites, pageOfUsers } from "./rows/page.ts";
import { durablePatch } from "./rows/patch.ts";
import { postgres } from "./rows/postgres.ts";
import { search } from "./rows/search.ts";
import { idleMemory, start } from "./rows/start.ts";
import { spreadOf } from "./spread.ts";

const rows: readonly Row[] = [
  start,
  idleMemory,
  listOne,
  pageOfUsers,
  differentPages,
  pageAmongWrites,
  durablePatch,
  overload,
  load,
  deepPage,
  search,
  postgres,
];

const help = `\
Measures the built service against others on this machine, in interleaved windows.

Usage: bench [NAME…] [--quick] [--users N] [--json FILE] [--folder FOLDER] [--profile NAME]

Without a NAME everything:
${rows.map(({ name, about }) => `  ${name.padEnd(12)} ${about}`).join("\n")}

  --quick           short windows and fewer users: to see that it works, and not to be quoted
  --users N         users of the large config (5,000,000; with --quick 200,000)
  --json FILE       write the figures there too
  --folder FOLDER   put the databases there; it should be on a disk and not in memory
  --profile NAME    measure NAME alone, and leave a CPU profile of the service

Each ratio is the median over the rounds, with the least and the most of them in brackets. One that
misses its target is no error; an answer that is wrong, or no 2xx, is.
`;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const note = (text: string) => void process.stderr.write(`… ${text}\n`);

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      users: { type: "string" },
      json: { type: "string" },
      folder: { type: "string" },
      profile: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const users = Number(values.users ?? (values.quick ? 200_000 : 5_000_000));
  if (!Number.isInteger(users) || users < 1000) {
    throw new Error("--users: must be a number of at least 1000");
  }
  const names = values.profile === undefined ? positionals : [values.profile];
  return { ...values, names, users };
}

/** Where the caller was before the package manager went into this package. */
const fromCaller = (path: string) => resolve(process.env["INIT_CWD"] ?? ".", path);

/** Milliseconds that a synced write of one page takes: what a commit can never be faster than. */
function syncedWrite(folder: string): number {
  const file = openSync(join(folder, "synced"), "w");
  const page = Buffer.alloc(4096);
  const times = Array.from({ length: 100 }, (_, turn) => {
    const begin = performance.now();
    writeSync(file, page, 0, page.length, turn * page.length);
    fdatasyncSync(file);
    return performance.now() - begin;
  });
  closeSync(file);
  return spreadOf(times).median;
}

async function run(settings: ReturnType<typeof readArguments>): Promise<void> {
  const { names, quick, users, json } = settings;
  const chosen = rows.filter(({ name }) => names.length === 0 || names.includes(name));
  // No error: the bench of another package may have it.
  const unknown = names.filter((name) => rows.every((row) => row.name !== name));
  if (unknown.length > 0) {
    note(
      `${unknown.join(", ")}: not of the service, which has ${rows.map(({ name }) => name).join(", ")}`,
    );
  }
  if (chosen.length === 0) return;

  // In the package, as the system's temporary files may be in memory, where a sync costs nothing.
  const parent =
    settings.folder === undefined
      ? fileURLToPath(new URL("../node_modules", import.meta.url))
      : fromCaller(settings.folder);
  const folder = mkdtempSync(join(parent, ".hotspot-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

  const profiles =
    settings.profile === undefined
      ? undefined
      : mkdtempSync(join(tmpdir(), `hotspot-${settings.profile}-`));
  const windows = quick ? { rounds: 3, ms: 150 } : { rounds: 7, ms: 2000 };
  const bench = openBench({ windows, users, folder, profiles, say: note });
  const report = { machine: machine(), quick, syncedWrite: syncedWrite(folder) };
  const { processor, cores, node, load: running } = report.machine;
  say(
    `${cores} cores of ${processor}, Node ${node}, load ${running.toFixed(1)}, a synced write takes ${report.syncedWrite.toFixed(2)} ms`,
  );

  const measured: Report["rows"][number][] = [];
  try {
    for (const row of chosen) {
      const results = await row.run(bench).catch((error: unknown) => {
        throw new Error(`${row.name}: ${String(error)}`, { cause: error });
      });
      say(describe(row, results).trimEnd());
      const { name, about } = row;
      const judged = results.map((result) => Object.assign({ met: isMet(result) }, result));
      measured.push({ name, about, results: judged });
    }
  } finally {
    await closeLargeConfig();
  }
  const results = measured.flatMap((row) => row.results);
  const goals = results.filter(({ met }) => met !== undefined);
  say(`\n${goals.filter(({ met }) => met).length} of ${goals.length} targets met`);
  if (quick) say("Short windows: these figures are not to be quoted.");
  if (json !== undefined) writeJson(fromCaller(json), { ...report, rows: measured });
  if (profiles !== undefined) {
    say("Profiles of the service, to be opened in the developer tools of a browser:");
    for (const file of readdirSync(profiles)) say(`  ${join(profiles, file)}`);
  }
}

try {
  const settings = readArguments();
  if (settings.help) say(help.trimEnd());
  else await run(settings);
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
