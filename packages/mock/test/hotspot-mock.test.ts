import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it, onTestFinished } from "vitest";

import { validRequestOf } from "./operations.ts";
import { run } from "./program.ts";

const program = fileURLToPath(new URL("../bin/hotspot-mock.js", import.meta.url));
const { path, init } = validRequestOf("ListHotspotSessionConfig");

/** The program on a free port, and what it prints line by line. */
function start() {
  const child = spawn(process.execPath, [program, "--port", "0"]);
  const closed = once(child, "close");
  const stderr = text(child.stderr);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    nextLine: async (): Promise<string> => (await lines.next()).value ?? "",
    async end(signal: NodeJS.Signals) {
      child.kill(signal);
      const [code] = await closed;
      return { code, stderr: await stderr };
    },
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await closed;
    },
  };
}

describe("hotspot-mock", () => {
  it("prints a curl line that answers 200 when pasted, and what is wrong with a request", async () => {
    await using mock = start();
    const first = await mock.nextLine();
    expect(first).toMatch(/^The mock listens on http:\/\/127\.0\.0\.1:\d+$/);
    const line = await mock.nextLine();
    const command = line.replace(/^Try: curl/, "curl -s -w '%{http_code}' -o /dev/null");
    expect((await promisify(execFile)("sh", ["-c", command])).stdout).toBe("200");
    expect(await mock.nextLine()).toBe(`GET ${path} 200`);
    await fetch(`${first.split(" ").at(-1)}${path}?limit=101`, init);
    expect(await mock.nextLine()).toBe(`GET ${path}?limit=101 400`);
    expect(await mock.nextLine()).toBe("  request.query.limit: must be <= 100");
    expect(await mock.end("SIGINT")).toEqual({ code: 0, stderr: "" });
  });

  it("ends on SIGTERM with 0", async () => {
    await using mock = start();
    await mock.nextLine();
    expect(await mock.end("SIGTERM")).toEqual({ code: 0, stderr: "" });
  });

  it("says that a port is in use, and what to do", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" ? `${address?.port}` : "";
    expect(await run("--port", port)).toEqual({
      code: 1,
      stdout: "",
      stderr: `hotspot-mock: 127.0.0.1:${port} is in use: set another --port, or 0 for a free one\n`,
    });
  });

  it.each([
    [["--prot", "1"], "Unknown option '--prot'"],
    [["--port", "65536"], "--port: must be a number from 0 to 65535, not '65536'"],
    [["now"], "Unexpected argument 'now'"],
  ])("exits with 2 for %j and says why", async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`hotspot-mock: ${message}`);
    expect(stderr).toContain("Usage: hotspot-mock");
  });

  it.each([
    ["--help", /^Usage: hotspot-mock \[--host HOST\] \[--port PORT\]\n/],
    ["-V", /^\d+\.\d+\.\d+\n$/],
  ])("prints what %s asks for", async (option, output) => {
    expect(await run(option)).toMatchObject({ code: 0, stdout: expect.stringMatching(output) });
  });
});
