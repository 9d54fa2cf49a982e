import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { contractFindings } from "./contract-findings.ts";
import { fixHint } from "./fix-hints.ts";

// `node .ci/steps.ts TASK…` has turbo run tasks of turbo.json, in the order of their dependencies, and
// prints what matters: the output of tasks that failed, what fixes them, and one line at the end. Flags
// are turbo's.

/** In seconds: a run takes about two minutes; after this time a task hangs. */
const limit = Number(process.env["STEPS_TIME_LIMIT_SECONDS"] ?? 15 * 60);
if (!(limit >= 1 && limit <= 24 * 60 * 60)) {
  process.stderr.write("STEPS_TIME_LIMIT_SECONDS must be a number from 1 to 86400.\n");
  process.exit(2);
}

// Turbo and its tasks end with this process, and this one with the npx that started it.
await import("./tooling/owned-processes.ts");
await import("./tooling/ends-with-npx.ts");

const turbo = spawn(
  "turbo",
  [
    "run",
    "--json",
    "--output-logs=errors-only",
    // More tasks than cores: tests wait for processes, browsers and timers.
    "--concurrency=150%",
    // A task whose dependency failed is skipped: it would fail for the same reason.
    "--continue=dependencies-successful",
    ...process.argv.slice(2),
  ],
  {
    stdio: ["ignore", "pipe", "pipe"],
    // In a process group of its own: a SIGKILL for this group would have turbo leave its tasks behind.
    detached: true,
    env: {
      // tsc is written in Go: more memory for less time spent on garbage.
      GOGC: "400",
      // Most tasks start Vitest, and many start Prism: they share what V8 has compiled.
      NODE_COMPILE_CACHE: join(import.meta.dirname, "../node_modules/.cache/compile"),
      ...process.env,
      TURBO_TELEMETRY_DISABLED: "1",
      TURBO_NO_UPDATE_NOTIFIER: "1",
    },
  },
);
const closed = once(turbo, "close");
let stopped = false;
const timer = setTimeout(() => {
  process.stdout.write(`\n✗ stopped after ${limit} seconds: a task hangs\n`);
  stopped = true;
  turbo.kill();
  // Where that does not end it, the end of this process does.
  setTimeout(() => process.exit(1), 10_000).unref();
}, limit * 1000);
let errors = "";
turbo.stderr.setEncoding("utf8").on("data", (text: string) => void (errors += text));

/** What turbo reports after a run: ` Tasks:    2 successful, 5 total`. */
const totals = new Map<string, string>();
let current = "";

for await (const line of createInterface({ input: turbo.stdout })) {
  const { source, level, text } = readEvent(line);
  if (source === "turbo") {
    const [, name, value] = /^\s*(Tasks|Cached|Time|Failed):\s+(.*)$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) totals.set(name, value);
    else if (level === "error") errors += `${text}\n`;
    continue;
  }
  if (source !== current) process.stdout.write(`\n── ${source}\n`);
  current = source;
  process.stdout.write(`${text}\n`);
}

const [code] = await closed;
clearTimeout(timer);
const failed = totals.get("Failed")?.split(", ") ?? [];
// A task that succeeds is silent, but a reviewer must see what a change of the contract means to callers.
const diff = "//#contract:diff";
if (process.argv.includes("contract:diff")) {
  const findings = contractFindings(process.cwd(), process.env["GITHUB_STEP_SUMMARY"]);
  if (findings !== "" && !failed.includes(diff)) process.stdout.write(`\n── ${diff}\n${findings}`);
}
if (failed.length > 0) process.stdout.write(`\n${failed.map(fixHint).join("\n")}\n\n`);
// The output of a failed task says enough; without one, turbo itself has failed.
else if (code !== 0) process.stderr.write(errors);
// `2 successful, 5 total`, `1 cached, 5 total`, `2.2s >>> FULL TURBO`
const [ran, cached, time] = ["Tasks", "Cached", "Time"].map((name) => totals.get(name));
if (ran !== undefined && cached !== undefined && time !== undefined)
  process.stderr.write(`steps: ${ran}, ${cached.split(",")[0]}, ${time.split(" ")[0]}\n`);
// After a SIGTERM, turbo ends with 0.
process.exitCode = typeof code === "number" && !stopped ? code : 1;

/** A line of turbo's; what it writes before it has read `--json`, as text. */
function readEvent(line: string): { source: string; level: string; text: string } {
  try {
    return { source: "turbo", level: "info", text: "", ...JSON.parse(line) };
  } catch {
    return { source: "turbo", level: "error", text: line };
  }
}
