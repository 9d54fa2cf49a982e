import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// Whether two promises of the command line hold: `pnpm bench [cli] [--quick]`. A start may take 2.5
// times an empty one, or commands load too much; a million users may take 400 MB, or lists need
// another form in memory.

const { values, positionals } = parseArgs({
  // The service's bench is called with the same words, and writes the file.
  options: { quick: { type: "boolean" }, help: { type: "boolean" }, json: { type: "string" } },
  allowPositionals: true,
  strict: false,
});
if (values["help"] || (positionals.length > 0 && !positionals.includes("cli"))) process.exit();

const startUpBudget = 2.5;
const memoryBudget = 400;
const print = (line: string) => process.stdout.write(`${line}\n`);
const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));
const median = (numbers: readonly number[]) =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? Number.NaN;

await using folder = await mkdtempDisposable(join(tmpdir(), "hotspot-bench-"));

/** Milliseconds that a process takes from its start to its end. */
async function timeOf(words: readonly string[]): Promise<number> {
  const started = performance.now();
  const [code] = await once(spawn(process.execPath, words, { stdio: "ignore" }), "exit");
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}`);
  return performance.now() - started;
}

const empty = join(folder.path, "empty.mjs");
await writeFile(empty, "");
const [alone, ratios]: [number[], number[]] = [[], []];
for (let round = 0; round < (values["quick"] ? 10 : 60); round += 1) {
  const base = await timeOf([empty]);
  alone.push(base);
  ratios.push((await timeOf([binary, "--help"])) / base);
}
print(
  `hotspot --help: ${median(ratios).toFixed(2)} × an empty start of ${median(alone).toFixed(0)} ms (budget ${startUpBudget})`,
);

/** Writes the most memory that the process held, in kilobytes, as the last line. */
const hook = `process.on("exit", () => process.stderr.write("\\n" + process.resourceUsage().maxRSS));`;

for (const count of values["quick"] ? [100_000] : [100_000, 1_000_000]) {
  const file = join(folder.path, "users.csv");
  const users = Array.from({ length: count }, (_, n) => String(n).padStart(32, "0"));
  await writeFile(file, `user_id,user_name\n${users.map((id, n) => `${id},Name ${n}\n`).join("")}`);
  for (const words of [
    ["user", "add", "c", "--file", file],
    ["user", "sync", "c", file, "--yes"],
  ]) {
    const { peak, seconds } = await measure(words, users);
    print(
      `${words.slice(0, 2).join(" ")}, ${count} users: ${peak.toFixed(0)} MB, ${seconds.toFixed(1)} s (budget ${memoryBudget} MB for a million)`,
    );
  }
}

/** Runs a command against a server that takes all users, and then lists them in pages. */
async function measure(words: readonly string[], users: readonly string[]) {
  let isFilled = false;
  const server = createServer(async (request, response) => {
    if ((await text(request)) !== "") isFilled = true;
    const { searchParams } = new URL(request.url ?? "", "http://any");
    const offset = Number(searchParams.get("offset") ?? 0);
    const page = users.slice(offset, offset + Number(searchParams.get("limit") ?? 10));
    const answer = {
      total_count: isFilled ? users.length : 0,
      non_migrate_users: isFilled
        ? page.map((id) => ({ user_id: id, user_name: `Name ${Number(id)}` }))
        : [],
    };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(request.method === "GET" ? JSON.stringify(answer) : "");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [`--import=data:text/javascript,${encodeURIComponent(hook)}`, binary, ...words],
    {
      env: { HOTSPOT_URL: `http://127.0.0.1:${port}`, HOTSPOT_PROJECT_ID: "p", HOTSPOT_TOKEN: "t" },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  server.close();
  server.closeAllConnections();
  if (code !== 0) throw new Error(`hotspot ${words.join(" ")} ended with ${code}: ${said}`);
  const peak = Number(said.slice(said.lastIndexOf("\n"))) / 1024;
  return { peak, seconds: (performance.now() - started) / 1000 };
}
