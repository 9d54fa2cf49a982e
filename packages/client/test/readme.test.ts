import { execFile } from "node:child_process";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { format, promisify } from "node:util";

import { startMock } from "@hotspot-session/mock";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";

import { configId, projectId, token } from "./calls.ts";
import { startServer } from "./server.ts";

const folder = fileURLToPath(new URL("..", import.meta.url));
const readme = await readFile(`${folder}/README.md`, "utf8");

/** The example below each heading. */
const examples = new Map(
  [...readme.matchAll(/^## (.+?)\n(?:(?!^## )[^])*?^```ts\n([^]*?)^```$/gm)].map(
    ([, heading = "", code = ""]) => [heading, code],
  ),
);
const setUp = /^import .*?\}\);\n/s.exec(examples.get("A first call") ?? "")?.[0] ?? "";

const owned = new AsyncDisposableStack();
afterAll(() => owned.disposeAsync());
const mock = owned.use(await startMock());
// In the package, which a module there imports by its own name.
const programs = owned.use(await mkdtempDisposable(`${folder}/node_modules/.readme-`));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const settings = {
  HOTSPOT_URL: mock.url,
  HOTSPOT_PROJECT_ID: projectId,
  HOTSPOT_TOKEN: token,
};

/** The example as a program, which calls the mock. */
function programOf(heading: string): string {
  const example = examples.get(heading) ?? "throw new Error('no such example');";
  const program = example.includes("createHotspotClient") ? example : setUp + example;
  return program
    .replace('region: "cn-north-4"', `baseUrl: "${mock.url}"`)
    .replace("http://127.0.0.1:8080", mock.url);
}

/** Runs the example, and returns what it writes. */
async function run(heading: string, input = "", environment: Record<string, string> = {}) {
  const file = `${programs.path}/${heading.replaceAll(" ", "-")}.ts`;
  await writeFile(file, programOf(heading));
  const written = { stdout: "", stderr: "" };
  vi.stubGlobal(
    "process",
    Object.create(process, {
      env: { value: { ...settings, ...environment } },
      stdin: { value: Readable.from([Buffer.from(input)]) },
      stdout: { value: { write: (text: string) => (written.stdout += text) } },
    }),
  );
  vi.spyOn(console, "log").mockImplementation((...values) => {
    written.stdout += `${format(...values)}\n`;
  });
  vi.spyOn(console, "error").mockImplementation((...values) => {
    written.stderr += `${format(...values)}\n`;
  });
  await import(file);
  return written;
}

describe("the README", () => {
  it("has an example below each of these headings, which the tests below run", () => {
    expect([...examples.keys()]).toEqual([
      "A first call",
      "Settings from the environment",
      "Options",
      "All pages",
      "Large lists",
      "Files of users",
      "Errors",
      "Retries and time",
      "Hooks and logging",
    ]);
    expect(readme.match(/^```ts$/gm)).toHaveLength(examples.size);
  });

  it("makes a first call", async () => {
    expect(await run("A first call")).toEqual({ stdout: `${configId} 4\n`, stderr: "" });
  });

  it("reads the environment, and shows the headers of an answer", async () => {
    expect(await run("Settings from the environment")).toEqual({
      stdout: "1 true no-store\n",
      stderr: "",
    });
  });

  it("goes through a proxy", async () => {
    const seen: unknown[] = [];
    await using proxy = await startServer((request, response) => {
      seen.push(request.method, request.url);
      response.writeHead(200, { "content-type": "application/json" }).end('{"items":[]}');
    });
    const words = ["--input-type=module-typescript", "--eval", programOf("Retries and time")];
    await promisify(execFile)(process.execPath, words, {
      cwd: folder,
      env: { ...settings, NODE_USE_ENV_PROXY: "1", HTTP_PROXY: proxy.url },
    });
    expect(seen).toEqual(["GET", expect.stringMatching(`^${mock.url}/v1/`)]);
  });

  it("signs with an access key", async () => {
    const keys = { HOTSPOT_ACCESS_KEY: "EXAMPLE", HOTSPOT_SECRET_KEY: "never-sent" };
    expect(await run("Options", "", keys)).toEqual({ stdout: "1\n", stderr: "" });
  });

  it("goes through all pages", async () => {
    expect(await run("All pages")).toEqual({ stdout: "test\n1\n", stderr: "" });
  });

  it("adds users line by line", async () => {
    const lines = Array.from({ length: 1001 }, (_, n) => `user-${n}\n`).join("");
    expect(await run("Large lists", lines)).toEqual({
      stdout: "1000 users are in\n1001 users are in\n",
      stderr: "",
    });
  });

  it("makes the users of a configuration those of a file", async () => {
    const { stdout, stderr } = await run("Files of users", "user_id,user_name\n7,Ann\n");
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^1 to add, 0 to overwrite, 1 to remove\n0 changes[^]*\n2 changes are made\nuser_id,user_name\n\w+,test\n$/,
    );
  });

  it("shows what is in an error", async () => {
    const { stdout, stderr } = await run("Errors");
    expect(stderr).toBe("ListHotspotSessionConfig 400 limit: must be <= 100\n");
    expect(stdout).toBe("1\n");
    expect(mock.takeViolations()).toMatchObject([{ location: "request.query.limit" }]);
  });

  it("sets options of one call", async () => {
    expect(await run("Retries and time")).toEqual({ stdout: "", stderr: "" });
  });

  it("logs", async () => {
    expect(await run("Hooks and logging")).toEqual({
      stdout: "ListHotspotSessionConfig 200 1\n",
      stderr: "",
    });
  });
});
