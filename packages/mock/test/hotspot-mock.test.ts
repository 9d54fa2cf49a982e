import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { afterEach, describe, expect, it } from "vitest";

import { validRequestOf } from "./contract-operations.ts";

const program = fileURLToPath(new URL("../bin/hotspot-mock.js", import.meta.url));
const { path, init } = validRequestOf("ListHotspotSessionConfig");

const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  children.clear();
});

/** The program, and what it prints line by line. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const stderr = child.stderr.toArray();
  return {
    child,
    nextLine: async (): Promise<string> => (await lines.next()).value ?? "",
    exit: async () => {
      const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode];
      return { code, stderr: Buffer.concat(await stderr).toString() };
    },
  };
}

describe("hotspot-mock", () => {
  it("prints a curl line that answers 200 when pasted, and ends on SIGINT with 0", async () => {
    const { child, nextLine, exit } = start("--port", "0");
    expect(await nextLine()).toMatch(/^The mock listens on http:\/\/127\.0\.0\.1:\d+$/);
    const line = await nextLine();
    const command = line.replace(/^Try: curl/, "curl -s -w '%{http_code}' -o /dev/null");
    expect((await promisify(execFile)("sh", ["-c", command])).stdout).toBe("200");
    expect(await nextLine()).toBe(`GET ${path} 200`);
    child.kill("SIGINT");
    expect(await exit()).toEqual({ code: 0, stderr: "" });
  });

  it("prints what is wrong with a request, and ends on SIGTERM with 0", async () => {
    const { child, nextLine, exit } = start("--port", "0");
    const url = (await nextLine()).split(" ").at(-1);
    await nextLine();
    await fetch(`${url}${path}?limit=101`, init);
    expect(await nextLine()).toBe(`GET ${path}?limit=101 400`);
    expect(await nextLine()).toBe(
      "  request.query.limit: Request query parameter limit must be <= 100",
    );
    child.kill("SIGTERM");
    expect(await exit()).toEqual({ code: 0, stderr: "" });
  });

  it("says that a port is taken, and what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" ? `${address?.port}` : "";
    expect(await start("--port", port).exit()).toEqual({
      code: 1,
      stderr: `hotspot-mock: 127.0.0.1:${port} is taken: give another --port, or 0 for a free one\n`,
    });
    other.close();
  });

  const mistakes: [args: string[], message: string][] = [
    [["--prot", "1"], "Unknown option '--prot'"],
    [["--port", "http"], "--port: must be a number from 0 to 65535, not 'http'"],
    [["--port", "65536"], "--port: must be a number from 0 to 65535, not '65536'"],
    [["now"], "Unexpected argument 'now'"],
  ];
  it.each(mistakes)("exits with 2 for %j and says why", async (args, message) => {
    const { code, stderr } = await start(...args).exit();
    expect(code).toBe(2);
    expect(stderr).toContain(`hotspot-mock: ${message}`);
    expect(stderr).toContain("Usage: hotspot-mock");
  });

  it("explains itself with --help", async () => {
    const { child, nextLine, exit } = start("--help");
    expect(await nextLine()).toBe("Usage: hotspot-mock [--host HOST] [--port PORT]");
    child.stdout.resume();
    expect((await exit()).code).toBe(0);
  });
});
