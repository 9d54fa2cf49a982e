import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

// Whether two promises of the command line hold, `pnpm bench [cli] [--quick]`: `hotspot --help` takes
// at most 2.5 times an empty start, and commands at most 400 MB for a million users.

const options = { quick: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true, strict: false });
if (values.help || (positionals.length > 0 && !positionals.includes("cli"))) process.exit();

const print = (line: string) => process.stdout.write(`${line}\n`);
const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));
await using folder = await mkdtempDisposable(join(tmpdir(), "hotspot-bench-"));

/** Writes the most memory that the process held, in kilobytes, as the last line. */
const hook = `process.on("exit", () => process.stderr.write("\\n" + process.resourceUsage().maxRSS));`;

/** Runs a program of Node. */
async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const begin = performance.now();
  const child = spawn(process.execPath, words, { env, stdio: ["ignore", "ignore", "pipe"] });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(`${words.join(" ")} ended with ${code}: ${said}`);
  return { ms: performance.now() - begin, peak: Number(said.split("\n").at(-1)) / 1024 };
}

const empty = join(folder.path, "empty.mjs");
await writeFile(empty, "");
const ratios: number[] = [];
for (let round = 0; round < 1; round += 1) {
  const { ms } = await run([empty]);
  ratios.push((await run([binary, "--help"])).ms / ms);
}
const median = ratios.toSorted((one, other) => one - other)[ratios.length >> 1];
print(`hotspot --help: ${median?.toFixed(2)} × an empty start (≤ 2.5)`);

for (const count of [1_000_000]) {
  const file = join(folder.path, "users.csv");
  const users = Array.from({ length: count }, (_, n) => ({
    user_id: String(n).padStart(32, "0"),
    user_name: `Name ${n}`,
  }));
  const lines = users.map(({ user_id, user_name }) => `${user_id},${user_name}\n`);
  await writeFile(file, `user_id,user_name\n${lines.join("")}`);
  for (const words of [["user", "sync", "c", file, "--yes"]]) {
    await using server = await serve(users);
    const env = { HOTSPOT_URL: server.url, HOTSPOT_PROJECT_ID: "p", HOTSPOT_TOKEN: "t" };
    const load = `--import=data:text/javascript,${encodeURIComponent(hook)}`;
    const { peak, ms } = await run([load, binary, ...words], env);
    const what = `hotspot ${words.slice(0, 2).join(" ")}, ${count} users`;
    print(`${what}: ${peak.toFixed(0)} MB (≤ 400 for a million), ${(ms / 1000).toFixed(1)} s`);
  }
}

/** A server that accepts all users, and lists them in pages after the first change. */
async function serve(users: readonly object[]) {
  let stored: readonly object[] = [];
  const server = createServer(async (request, response) => {
    if ((await text(request)) !== "") stored = users;
    const { searchParams } = new URL(request.url ?? "", "http://any");
    const offset = Number(searchParams.get("offset") ?? 0);
    const non_migrate_users = stored.slice(
      offset,
      offset + Number(searchParams.get("limit") ?? 10),
    );
    const answer = JSON.stringify({ total_count: stored.length, non_migrate_users });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(request.method === "GET" ? answer : "");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}
