import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { startMock } from "@hotspot-session/mock";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createProject, type Project } from "./project.ts";
import { edgeRuntime, nodeOfMachine, programRuntime } from "./runtimes.ts";

const run = promisify(execFile);

let project: Project;
beforeAll(async () => {
  project = await createProject();
});
afterAll(() => project[Symbol.asyncDispose]());

describe.each(["client", "types"] as const)("the packed %s", (name) => {
  it("has a package.json that publint finds nothing wrong with", async () => {
    const tarball = await readFile(project.tarballs[name]);
    const { messages, pkg } = await publint({ pack: { tarball: bufferOf(tarball) }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([]);
  });

  it("has types that resolve as its code does, wherever ES modules do", async () => {
    const tarball = await readFile(project.tarballs[name]);
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    const problems = result.types === false ? ["no types"] : result.problems;
    // There is no CommonJS: Node's oldest resolution sees no `exports`, and `require` finds ES modules.
    const esmOnly = (problem: (typeof problems)[number]) =>
      typeof problem === "string" ||
      !(
        problem.kind === "CJSResolvesToESM" ||
        ("resolutionKind" in problem && problem.resolutionKind === "node10")
      );
    expect(problems.filter(esmOnly)).toEqual([]);
  });

  it("has the sources that its source maps point to, no test, and no dependency but released ones", async () => {
    const { stdout } = await run("tar", ["-tf", project.tarballs[name]]);
    const files = stdout.trim().split("\n");
    expect(files).toEqual(
      expect.arrayContaining(["package/dist/index.js", "package/src/index.ts"]),
    );
    expect(files.filter((file) => /test|bench|ecosystem/.test(file))).toEqual([]);
    const { stdout: manifest } = await run("tar", [
      "-xOf",
      project.tarballs[name],
      "package/package.json",
    ]);
    expect(manifest).not.toMatch(/workspace:|catalog:/);
  });
});

const consumer = `
import { createHotspotClient, HotspotError } from "@hotspot-session/client";
const hotspot = createHotspotClient({ baseUrl: "https://example.com", projectId: "p", token: "t" });
const { items } = await hotspot.configs.list({ limit: 100 });
export const ids: string[] = items.map(({ id }) => id);
export const status = (error: unknown): number | undefined =>
  error instanceof HotspotError ? error.status : undefined;
// @ts-expect-error no such parameter
await hotspot.configs.list({ size: 100 });
`;

describe("the types of the packed client", () => {
  // With the libraries checked too: all that they name must be installed along.
  it.each(["nodenext", "bundler"])("compile in a project of %s modules", async (resolution) => {
    await writeFile(join(project.folder, "consumer.ts"), consumer);
    const typescript = fileURLToPath(import.meta.resolve("typescript/package.json"));
    const module = resolution === "bundler" ? "esnext" : resolution;
    const options = ["--strict", "--noEmit", "--module", module, "--moduleResolution", resolution];
    const compiling = run(
      process.execPath,
      [
        join(typescript, "..", "bin", "tsc"),
        ...options,
        "--lib",
        "es2022,dom",
        "--types",
        "",
        "consumer.ts",
      ],
      { cwd: project.folder },
    );
    await expect(compiling).resolves.toEqual({ stdout: "", stderr: "" });
  });
});

const machine = await nodeOfMachine();
const runtimes = [
  await programRuntime("Node", process.execPath),
  ...(machine === undefined ? [] : [machine]),
  await edgeRuntime(),
];

// All runtimes that the client is for are in matrix.ts; these need no installing.
describe.each(runtimes)("the packed client in $name ($version)", ({ runSuite }) => {
  it("does all that the suite does", async () => {
    await using mock = await startMock();
    expect(await runSuite(project, mock.url)).toHaveLength(11);
    expect(mock.takeViolations().every(({ location }) => location === "request.query.limit")).toBe(
      true,
    );
  });
});

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
