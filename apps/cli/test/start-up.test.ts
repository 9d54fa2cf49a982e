import { execFile } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import * as bounds from "@hotspot-session/client/bounds";
import { describe, expect, it } from "vitest";

import * as limits from "../src/limits.ts";
import { hotspot, settingsFor } from "./hotspot.ts";
import { program } from "./in-process.ts";
import { startAnswering, startServer } from "./server.ts";

const binary = fileURLToPath(new URL("../bin/hotspot.js", import.meta.url));

/** Runs the binary after this module. */
const after = (code: string, ...words: readonly string[]) =>
  promisify(execFile)(process.execPath, [
    `--import=data:text/javascript,${encodeURIComponent(code)}`,
    binary,
    ...words,
  ]);

/** Prints the URL of each file that is loaded, on standard error. */
const hook = `
  import { registerHooks } from "node:module";
  registerHooks({
    load(url, context, next) {
      if (url.startsWith("file:")) process.stderr.write(url + "\\n");
      return next(url, context);
    },
  });`;

describe("starting", () => {
  it("needs no bounds of the client, since it has the same", () => {
    expect({ ...bounds }).toMatchObject({ ...limits });
  });

  it("for help loads no client, and little else", async () => {
    const { stdout, stderr } = await after(hook, "--help");
    expect(stdout).toBe((await program(["--help"])).stdout);
    const files = stderr.trimEnd().split("\n");
    expect(files[0]).toMatch(/\/bin\/hotspot\.js$/);
    expect(files.filter((file) => !/\/apps\/cli\/|\/commander\//.test(file))).toEqual([]);
    // Each costs a third of a millisecond.
    expect(files.length).toBeLessThan(50);
  });

  it("under a Node that is too old says which one is needed", async () => {
    const old = `Object.defineProperty(process, "versions", { value: { node: "22.11.0" } })`;
    await expect(after(old, "--help")).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: "hotspot: Node 22.12 or later is needed, and this is 22.11.0.\n",
    });
  });
});

describe("a proxy of the environment", () => {
  it("is used, but for the hosts that it does not hold for", async () => {
    await using service = await startAnswering('{"items":[]}');
    const asked: unknown[] = [];
    await using server = await startServer(async (request, response) => {
      asked.push(request.url, await text(request));
      response.writeHead(200, { "content-type": "application/json" }).end('{"items":[]}');
    });
    const settings = { ...settingsFor("http://service.example"), HTTP_PROXY: server.url };
    // What is piped in is read, and does not keep the process.
    const words = ["api", "/v1/x", "--data", "-"];
    expect(await hotspot(words, settings, "[1]")).toMatchObject({ code: 0 });
    expect(asked).toEqual(["http://service.example/v1/x", "[1]"]);
    const direct = { ...settingsFor(service.url), HTTP_PROXY: server.url, NO_PROXY: "127.0.0.1" };
    expect(await hotspot(["config", "list"], direct)).toMatchObject({ code: 0 });
    expect(asked).toHaveLength(2);
  });

  it("is refused where it is no URL, and is not needed where nothing is sent", async () => {
    const proxy = { HTTP_PROXY: "http://me:s3cret%@p" };
    const settings = { ...settingsFor("http://service.example"), ...proxy };
    expect(await program(["whoami"], settings)).toMatchObject({
      code: 2,
      stderr: "hotspot: HTTP_PROXY: must be a URL such as http://proxy.example.com:3128\n",
    });
    expect(await program(["--version"], settings)).toMatchObject({ code: 0, stderr: "" });
  });
});
