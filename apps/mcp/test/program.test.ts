import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempDisposable, readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { updateProfiles } from "@hotspot-session/client/profiles";
import { startMock } from "@hotspot-session/mock";
import {
  Client,
  InMemoryTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from "@modelcontextprotocol/client";
import { describe, expect, it, onTestFinished } from "vitest";

import manifest from "../package.json" with { type: "json" };
import { run as runProgram } from "../src/program.ts";
import { bearer, binary, connect, connectToProgram } from "./connect.ts";

const env = {
  HOTSPOT_URL: "http://127.0.0.1:9",
  HOTSPOT_PROJECT_ID: "p1",
  HOTSPOT_TOKEN: "a-token",
};

/** Runs the program in this process, until it ends or serves by the transport. */
async function run(
  flags: readonly string[],
  environment: Record<string, string> = {},
  transport: Transport = new InMemoryTransport(),
) {
  let [stdout, stderr] = ["", ""];
  const code = await runProgram(flags, {
    environment,
    write: (text) => void (stdout += text),
    writeError: (text) => void (stderr += text),
    onServing: () => undefined,
    transport,
  });
  return { code, stdout, stderr };
}

describe("the program", () => {
  it("has help, and its version", async () => {
    const { stdout } = await run(["--help"]);
    expect(stdout).toMatch(/^Usage: hotspot-mcp /);
    expect((await run(["--version"])).stdout).toBe(`${manifest.version}\n`);
  });

  it.each([
    [[], {}, "HOTSPOT_URL: must be set in the environment"],
    [[], { ...env, HOTSPOT_URL: "nowhere" }, "baseUrl: "],
    [["--no-such"], env, "Unknown option '--no-such'"],
    [["--files", "nowhere"], env, "--files: nowhere is no folder"],
    [["--http"], env, "HOTSPOT_MCP_TOKEN: must be set to 32 characters or more"],
    [["--http"], { ...env, HOTSPOT_MCP_TOKEN: "too-short" }, "HOTSPOT_MCP_TOKEN: must be set to"],
    [["--http", "--port", "x"], { ...env, HOTSPOT_MCP_TOKEN: bearer }, "--port: must be a number"],
  ])("refuses %j with %j", async (flags, variables, message) => {
    const { code, stdout, stderr } = await run(flags, variables);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(`hotspot-mcp: ${message}`);
    expect(stderr).toMatch(/--help lists the options/);
  });

  it("takes the settings of a profile that the command line has stored", async () => {
    await using mock = await startMock();
    await using folder = await mkdtempDisposable(join(tmpdir(), "hotspot-mcp-"));
    const environment = { HOTSPOT_CONFIG_DIR: folder.path };
    const work = { server: { baseUrl: mock.url }, projectId: "p1", credential: { token: "any" } };
    await updateProfiles(
      () => ({ defaultName: undefined, byName: new Map([["work", work]]) }),
      environment,
    );
    await using host = await connectToProgram(environment, "--profile", "work");
    expect(await host.call("ListHotspotSessionConfig")).toMatchObject({ isError: false });
    expect(await run(["--profile", "play"], environment)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no profile "play" (there are: work)'),
    });
  });

  it("serves by HTTP to clients with the token, under names of this machine", async () => {
    const flags = ["--http", "--port", "0", "--allowed-host", "mcp.example.com"];
    const child = spawn(process.execPath, [binary, ...flags], {
      env: { ...env, HOTSPOT_MCP_TOKEN: bearer },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line]: string[] = await once(createInterface(child.stdout), "line");
    const url = new URL(/http:\S+\/mcp$/.exec(line ?? "")?.[0] ?? "");

    const statusOf = async (headers: Record<string, string>, path = "/mcp") => {
      const sent = request(new URL(path, url), {
        method: "POST",
        headers: { Authorization: `Bearer ${bearer}`, ...headers },
      });
      const [{ statusCode }] = await once(sent.end(), "response");
      return statusCode;
    };
    expect(await statusOf({ Authorization: "" })).toBe(401);
    expect(await statusOf({ Authorization: `Bearer ${bearer}x` })).toBe(401);
    expect(await statusOf({ Host: "evil.example.com" })).toBe(403);
    expect(await statusOf({ Origin: "https://evil.example.com" })).toBe(403);
    expect(await statusOf({}, "/")).toBe(404);
    // Let in, and refused for what it says.
    expect(await statusOf({ Host: "mcp.example.com" })).toBe(415);

    const client = new Client({ name: "test", version: "1.0.0" });
    const requestInit = { headers: { Authorization: `Bearer ${bearer}` } };
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
    expect((await client.listTools()).tools).toHaveLength(5);
    await client.close();
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("ends when the host closes its input", async () => {
    const child = spawn(process.execPath, [binary], { env, stdio: ["pipe", "ignore", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    child.stdin.end();
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});

describe("the README", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const json = [...readme.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, code = ""]) => code);

  it.each(json)("has a configuration that starts the server: %#", async (code) => {
    const { mcpServers, servers = mcpServers } = JSON.parse(code);
    const { command, args, env: variables } = servers["hotspot-session"];
    expect([command, ...args.slice(0, 2)]).toEqual(["npx", "-y", "@hotspot-session/mcp"]);
    const flags: string[] = args.slice(2);
    const [transport, other] = InMemoryTransport.createLinkedPair();
    expect(await run(flags, variables, other)).toEqual({ code: 0, stdout: "", stderr: "" });
    await using host = await connect(transport);
    const { tools } = await host.client.listTools();
    expect(tools).toHaveLength(flags.includes("--read-only") ? 2 : 5);
  });

  it("has every variable that help has", async () => {
    const { stdout } = await run(["--help"]);
    const named = new Set(stdout.match(/HOTSPOT_[A-Z_]+/g));
    expect(new Set(readme.match(/HOTSPOT_[A-Z_]+/g))).toEqual(named);
    expect(json).toHaveLength(2);
  });
});
