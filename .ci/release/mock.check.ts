import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { all, install } from "./install.ts";

const run = promisify(execFile);

interface Lock {
  readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
}

const mock = "@hotspot-session/mock";
const readme = "packages/mock/README.md";

let folder = "";
beforeAll(async () => {
  folder = await install([mock]);
});
afterAll(() => rm(folder, { recursive: true }));

async function installed(): Promise<Lock["packages"]> {
  const lock: Lock = JSON.parse(
    await readFile(join(folder, "node_modules/.package-lock.json"), "utf8"),
  );
  return lock.packages;
}

/** The README's example for Jest. */
async function jestExample(): Promise<string> {
  const text = await readFile(new URL(`../../${readme}`, import.meta.url), "utf8");
  const [, code] = /^```js\n(const \{ startMock.*?)^```$/ms.exec(text) ?? [];
  if (code === undefined) throw new Error(`${readme} has no example for Jest`);
  return code;
}

describe("a project that installs the mock alone", () => {
  it("gets nothing else, and so no install script and no telemetry", async () => {
    const packages = await installed();
    expect(Object.keys(packages)).toEqual([`node_modules/${mock}`]);
    expect(Object.values(packages).filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
  });

  it("runs it on the oldest Node that it names, and gets an error that names it on an older one", async () => {
    const version = all.find(({ manifest }) => manifest.name === mock)?.manifest.version;
    const program = join(folder, "node_modules/.bin/hotspot-mock");
    const on = (node: string) =>
      run("npx", ["--yes", `node@${node}`, program, "--version"], { cwd: folder });
    expect((await on("20.0.0")).stdout).toBe(`${version}\n`);
    await expect(on("18")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/mock needs Node 20 or later; this is Node 18\.\S+\n/),
    });
  });

  it("type-checks code that uses it, with no other types, as ES module and as CommonJS", async () => {
    const code = `
      import { type Mock, startMock } from "${mock}";
      export const mock: Promise<Mock> = startMock({ port: 0 });
      // @ts-expect-error no such preference
      export const fetch = async () => (await mock).prefer({ status: 503 });`;
    await writeFile(join(folder, "consumer.mts"), code);
    await writeFile(join(folder, "consumer.cts"), code);
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--types", ""];
    const lib = ["--lib", "es2023,dom,esnext.disposable"];
    const checked = run("tsc", [...options, ...lib, "consumer.mts", "consumer.cts"], {
      cwd: folder,
    });
    await expect(checked).resolves.toMatchObject({ stdout: "" });
  });

  it("uses it in Jest with Jest's defaults, in Jest as ES modules, and in Vitest", async () => {
    const tools = ["jest@30", "vitest@5"];
    await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...tools], {
      cwd: folder,
    });
    const example = await jestExample();
    const modules = example.replace(
      /^const \{ startMock \} = .*$/m,
      `import { startMock } from "${mock}";`,
    );
    const globals = 'import { afterAll, beforeAll, expect, it } from "vitest";\n';
    await writeFile(join(folder, "required.test.cjs"), example);
    await writeFile(join(folder, "imported.test.mjs"), modules);
    await writeFile(join(folder, "vitest.test.mjs"), globals + modules);
    const jest = join(folder, "node_modules/jest/bin/jest.js");
    const vitest = join(folder, "node_modules/vitest/vitest.mjs");
    const node = async (...args: readonly string[]) => {
      const { stdout, stderr } = await run(process.execPath, args, { cwd: folder });
      return stdout + stderr;
    };
    const passed = /^ *Tests:? +1 passed/m;
    expect(await node(jest, "--testMatch", "**/required.test.cjs")).toMatch(passed);
    expect(
      await node("--experimental-vm-modules", jest, "--testMatch", "**/imported.test.mjs"),
    ).toMatch(passed);
    expect(await node(vitest, "run", "--no-color", "vitest.test.mjs")).toMatch(passed);
  });
});
