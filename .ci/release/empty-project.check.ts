import { execFile } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { all, install } from "./install.ts";

const run = promisify(execFile);

let project = "";
beforeAll(async () => {
  project = await install(all.map(({ manifest }) => manifest.name));
});
afterAll(() => rm(project, { recursive: true }));

const consumer = `
import { createHotspotClient } from "@hotspot-session/client";
import { startMock } from "@hotspot-session/mock";
import { maxPageLimit, type UserInfo } from "@hotspot-session/types";

await using mock = await startMock();
const hotspot = createHotspotClient({ baseUrl: mock.url, projectId: "p1", token: "t", fetch: mock.fetch });
const { items } = await hotspot.configs.list({ limit: maxPageLimit });
const users: UserInfo[] = items.flatMap(({ non_migrate_users }) => non_migrate_users);
console.log(items.length > 0, users.length > 0);
`;

/** Code of a project for browsers, without the mock. */
const browserConsumer = `
import { createHotspotClient, HotspotError } from "@hotspot-session/client";

const hotspot = createHotspotClient({ baseUrl: location.origin, projectId: "p1", token: "t" });
const { items } = await hotspot.configs.list({ limit: 100 });
export const ids: string[] = items.map(({ id }) => id);
export const status = (error: unknown): number | undefined =>
  error instanceof HotspotError ? error.status : undefined;
// @ts-expect-error no such parameter
await hotspot.configs.list({ size: 100 });
`;

/** The same as CommonJS. */
const commonJsConsumer = `
import { createHotspotClient } from "@hotspot-session/client";
import { settingsFromEnvironment } from "@hotspot-session/client/environment";

const hotspot = createHotspotClient(settingsFromEnvironment());
export const ids: Promise<string[]> = hotspot.configs.list().then(({ items }) => items.map(({ id }) => id));
// @ts-expect-error no such path
void hotspot.raw.GET("/nowhere");
`;

const resolutions = ["nodenext", "bundler"] as const;

/** Has TypeScript check code in a project, and the declarations of the packages with it. */
async function typeCheck(
  folder: string,
  code: string,
  resolution: (typeof resolutions)[number],
  lib: readonly string[],
  file = "consumer.ts",
): Promise<{ stdout: string }> {
  const module = resolution === "bundler" ? "esnext" : resolution;
  const basic = { strict: true, noEmit: true, target: "es2022", types: [], lib };
  const compilerOptions = { ...basic, module, moduleResolution: resolution };
  await writeFile(join(folder, file), code);
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: [file] }),
  );
  return run("tsc", ["--project", "tsconfig.json"], { cwd: folder });
}

describe("an empty project with the packed packages", () => {
  /** The code in the README of an installed package. */
  const readmeCode = async (name: string) => {
    const file = join(project, "node_modules/@hotspot-session", name, "README.md");
    return /```[jt]s\n([^]*?)```/.exec(await readFile(file, "utf8"))?.[1] ?? "";
  };

  it("runs the code in the README of the contract", async () => {
    await writeFile(join(project, "readme.js"), await readmeCode("spec"));
    const { stdout } = await run(process.execPath, ["readme.js"], { cwd: project });
    expect(stdout).toContain("'/v1/{project_id}/hotspot-session-config'");
  });

  it.each(resolutions)(
    "type-checks the code in the README of the types as %s",
    async (resolution) => {
      const code = await readmeCode("types");
      expect(code).toContain("@hotspot-session/types");
      const checked = typeCheck(project, code, resolution, ["es2023"]);
      await expect(checked).resolves.toMatchObject({ stdout: "" });
    },
  );

  it("calls the mock by the client, from TypeScript", async () => {
    await writeFile(join(project, "call.ts"), consumer);
    const { stdout } = await run(process.execPath, ["call.ts"], { cwd: project });
    expect(stdout).toBe("true true\n");
  });

  it.each(resolutions)("type-checks such code as %s modules", async (resolution) => {
    const lib = ["es2023", "dom", "esnext.disposable"];
    await expect(typeCheck(project, consumer, resolution, lib)).resolves.toMatchObject({
      stdout: "",
    });
    const wrong = consumer.replace("limit:", "size:");
    await expect(typeCheck(project, wrong, resolution, lib)).rejects.toMatchObject({
      stdout: expect.stringContaining("'size' does not exist"),
    });
  });

  it("has the programs of the packages", async () => {
    const program = (...words: readonly string[]) =>
      run("npx", ["--no-install", ...words], { cwd: project });
    const cli = all.find(({ manifest }) => manifest.name === "@hotspot-session/cli");
    expect((await program("hotspot", "--version")).stdout.trim()).toBe(cli?.manifest.version);
    expect((await program("hotspot-mock", "--help")).stdout).toContain("Usage: hotspot-mock");
    expect((await program("hotspot-service", "--help")).stdout).toContain("hotspot-service");
    expect((await program("hotspot-mcp", "--help")).stdout).toContain("Usage: hotspot-mcp");
  });
});

describe("a project that installs the client alone", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await install(["@hotspot-session/client"]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("gets only it, the types, the signature and openapi-fetch", async () => {
    const installed = await readdir(join(folder, "node_modules"));
    expect(installed.filter((name) => !name.startsWith(".")).toSorted()).toEqual([
      "@hotspot-session",
      "openapi-fetch",
      "openapi-typescript-helpers",
    ]);
    const ours = await readdir(join(folder, "node_modules/@hotspot-session"));
    expect(ours.toSorted()).toEqual(["client", "signature", "types"]);
  });

  it.each(resolutions)("type-checks code for browsers as %s modules", async (resolution) => {
    await expect(
      typeCheck(folder, browserConsumer, resolution, ["es2022", "dom"]),
    ).resolves.toMatchObject({ stdout: "" });
  });

  it("type-checks CommonJS code", async () => {
    const lib = ["es2022", "dom"];
    await expect(
      typeCheck(folder, commonJsConsumer, "nodenext", lib, "consumer.cts"),
    ).resolves.toMatchObject({ stdout: "" });
  });
});
