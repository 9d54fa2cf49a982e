import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { minVersion } from "semver";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { all, install } from "./install.ts";

const run = promisify(execFile);
const service = "@hotspot-session/service";
const engines: { readonly node: string } = Object(
  all.find(({ manifest }) => manifest.name === service)?.manifest["engines"],
);
const oldest = minVersion(engines.node)?.version;

let folder = "";
let node = "";
beforeAll(async () => {
  const tools = [`node@${oldest}`, "jest@30", "vitest@5"];
  folder = await install([service, "@hotspot-session/client"], ...tools);
  node = join(folder, "node_modules/node/bin/node");
});
afterAll(() => rm(folder, { recursive: true }));

/** The blocks of a document in a language, as one program. */
async function blocksOf(document: string, info: string): Promise<string> {
  const path = fileURLToPath(new URL(`../../apps/${document}`, import.meta.url));
  const blocks = (await readFile(path, "utf8")).matchAll(
    new RegExp(`^\`\`\`${info}\\n([^]*?)^\`\`\`$`, "gm"),
  );
  return Array.from(blocks, ([, code = ""]) => code).join("\n");
}

/** Runs a file of the project by the oldest Node that the package supports. */
async function test(file: string, code: string, ...words: readonly string[]): Promise<string> {
  await writeFile(join(folder, file), code);
  const options = { cwd: folder, timeout: 60_000 };
  const { stdout, stderr } = await run(node, [...words, file], options);
  return stdout + stderr;
}

describe("a project that tests with the service", () => {
  const passed = (count: number) => new RegExp(`Tests:? +${count} passed`);
  const [jest, vitest] = ["node_modules/jest/bin/jest.js", "node_modules/vitest/vitest.mjs"];

  it("uses it in Jest with Jest's defaults", async () => {
    const example = await blocksOf("service/README.md", "js");
    const output = await test("required.test.cjs", example, jest, "--testMatch", "**/*.test.cjs");
    expect(output).toMatch(passed(1));
  });

  it("uses it in Jest as ES modules", async () => {
    const example = await blocksOf("service/README.md", "js");
    const code = example.replace(
      /^const \{ startService \} = .*$/m,
      `import { startService } from "${service}";`,
    );
    const words = ["--experimental-vm-modules", jest, "--testMatch", "**/*.test.mjs"];
    expect(await test("imported.test.mjs", code, ...words)).toMatch(passed(1));
  });

  it("uses it in Vitest", async () => {
    const code = await blocksOf("service/README.md", "ts");
    const words = [vitest, "run", "--no-color"];
    expect(await test("readme.test.ts", code, ...words)).toMatch(passed(4));
  });

  it("uses it by node --test", async () => {
    const code = await blocksOf("docs/content/testing.mdx", "ts test");
    const words = ["--experimental-strip-types", "--test"];
    expect(await test("guide.ts", code, ...words)).toMatch(/pass 2$/m);
  });

  it("type-checks code that uses it, as ES module and as CommonJS", async () => {
    const code = `
      import { type Fault, startService } from "${service}";
      export const services = startService({ port: 0 }).then(async (service) => [service, await service.project()]);
      export const fault: Fault = { operation: "ListNonMigrationUsers", status: 503, retryAfter: 1 };
      // @ts-expect-error no such status
      export const wrong: Fault = { operation: "ListNonMigrationUsers", status: 418 };`;
    await writeFile(join(folder, "consumer.mts"), code);
    await writeFile(join(folder, "consumer.cts"), code);
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--types", ""];
    const lib = ["--lib", "es2023,dom,esnext.disposable"];
    const checked = run("tsc", [...options, ...lib, "consumer.mts", "consumer.cts"], {
      cwd: folder,
    });
    await expect(checked).resolves.toMatchObject({ stdout: "" });
  });
});

it("is installed alone without install scripts", async () => {
  const alone = await install([service]);
  try {
    const lock = await readFile(join(alone, "node_modules/.package-lock.json"), "utf8");
    const { packages }: { packages: Record<string, { hasInstallScript?: boolean }> } =
      JSON.parse(lock);
    const scripted = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript);
    expect(Object.keys(packages)).toContain(`node_modules/${service}`);
    expect(scripted).toEqual([]);
  } finally {
    await rm(alone, { recursive: true });
  }
});

describe("npx @hotspot-session/service", () => {
  it("serves tests in other languages, and the sites, until its standard input is closed", async () => {
    const child = spawn("npx", ["--no-install", service, "--memory", "--json"], {
      cwd: folder,
      stdio: ["pipe", "pipe", "inherit"],
    });
    const closed = once(child, "close");
    const [line] = await once(createInterface(child.stdout), "line");
    const { url, projectId, token } = JSON.parse(String(line));
    const headers = { "x-auth-token": token };
    const response = await fetch(`${url}/v1/${projectId}/hotspot-session-config`, { headers });
    expect(await response.json()).toEqual({ items: [] });
    for (const site of ["docs", "console"]) {
      expect((await fetch(`${url}/${site}/`)).status, site).toBe(200);
    }
    child.stdin.end();
    expect(await closed).toEqual([0, null]);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });
});
