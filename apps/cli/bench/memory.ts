import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** What a command took for so many users. */
export interface Memory {
  readonly command: "user add" | "user sync";
  readonly users: number;
  readonly seconds: number;
  /** Bytes: the most that the process held at a time, Node and all. */
  readonly peak: number;
}

const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));

/** Writes the peak of the process, in kilobytes, as the last line of its standard error. */
const hook = `process.on("exit", () => {
  process.stderr.write("\\n" + process.resourceUsage().maxRSS);
});`;

/**
 * Hands files of so many users to the real binary, which sends them to a server that only counts
 * them: what is measured is the command line and nothing else.
 */
export async function measureMemory(counts: readonly number[]): Promise<readonly Memory[]> {
  const folder = await mkdtemp(join(tmpdir(), "hotspot-bench-"));
  const measured: Memory[] = [];
  try {
    for (const users of counts) {
      const file = join(folder, "users.csv");
      await pipeline(Readable.from(linesOf(users)), createWriteStream(file));
      for (const command of ["user add", "user sync"] as const) {
        const words = command === "user add" ? ["--file", file] : [file, "--yes"];
        measured.push({
          command,
          users,
          ...(await measure([...command.split(" "), "c", ...words])),
        });
      }
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function* linesOf(users: number): Generator<string> {
  yield "user_id,user_name\n";
  for (let n = 0; n < users; n += 1) yield `${String(n).padStart(32, "0")},Name ${n}\n`;
}

async function measure(words: readonly string[]): Promise<Pick<Memory, "seconds" | "peak">> {
  await using server = await startCounter();
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [`--import=data:text/javascript,${encodeURIComponent(hook)}`, binary, ...words],
    {
      env: { HOTSPOT_URL: server.url, HOTSPOT_PROJECT_ID: "p", HOTSPOT_TOKEN: "t" },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  if (code !== 0) throw new Error(`hotspot ${words.join(" ")} ended with ${code}: ${said}`);
  const peak = Number(said.slice(said.lastIndexOf("\n"))) * 1024;
  return { seconds: (performance.now() - started) / 1000, peak };
}

/** A server that takes users and says how many it has been sent. */
async function startCounter() {
  let users = 0;
  const server = createServer(async (request, response) => {
    users += (await text(request)).split(`"user_id"`).length - 1;
    const page = { total_count: users, non_migrate_users: [] };
    response.writeHead(200, { "content-type": "application/json", "x-request-id": "counted" });
    response.end(request.method === "GET" ? JSON.stringify(page) : "");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("listening on no TCP port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
