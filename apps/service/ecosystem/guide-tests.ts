import { cp, mkdir, mkdtempDisposable, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { blockOf } from "./guide.ts";
import { driver, run } from "./sdks.ts";

const slow = { timeout: 900_000 };
const service = fileURLToPath(new URL("..", import.meta.url));

/** A folder in which `npx @hotspot-session/service` is the service of this repository. */
async function projectFolder() {
  const folder = await mkdtempDisposable(join(tmpdir(), "hotspot-guide-tests-"));
  const modules = join(folder.path, "node_modules");
  await mkdir(join(modules, "@hotspot-session"), { recursive: true });
  await mkdir(join(modules, ".bin"));
  await symlink(service, join(modules, "@hotspot-session/service"));
  await symlink(join(service, "bin/hotspot-service.js"), join(modules, ".bin/hotspot-service"));
  return folder;
}

/** Runs the test of the guide in a language, with what is installed for an SDK. */
type GuideTest = (installed: readonly string[], home: string) => Promise<void>;

const withTest =
  (
    language: string,
    file: string,
    test: (
      folder: string,
      installed: readonly string[],
      options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
    ) => Promise<string>,
    passed: RegExp,
  ): GuideTest =>
  async (installed, home) => {
    await using folder = await projectFolder();
    const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
    const env = { ...process.env, PATH: path, HOME: home };
    await writeFile(join(folder.path, file), await blockOf("testing.mdx", `${language} test`));
    const output = await test(folder.path, installed, { cwd: folder.path, env });
    if (!passed.test(output)) throw new Error(`${file}: ${output}`);
  };

/** By the name of the SDK; each fails where the test does. */
export const guideTests: Readonly<Record<string, GuideTest>> = {
  Python: withTest(
    "python",
    "test_hotspot.py",
    async (_, [python = ""], options) => {
      await run(python, ["-m", "pip", "install", "--quiet", "pytest==9.2.0"], slow);
      return (await run(python, ["-m", "pytest", "-p", "no:cacheprovider"], options)).stdout;
    },
    /1 passed/,
  ),
  Go: withTest(
    "go",
    "hotspot_test.go",
    async (folder, _, { cwd, env }) => {
      await cp(driver("go"), folder, { recursive: true });
      await rm(join(folder, "main.go"));
      // Its own caches stay where they are.
      const home = process.env["HOME"];
      const options = { ...slow, cwd, env: { ...env, HOME: home } };
      return (await run("go", ["test", "-p", "1", "-count", "1", "-v", "."], options)).stdout;
    },
    /--- PASS: TestCreatedConfigurationIsListed/,
  ),
  "Java, core": withTest(
    "java",
    "HotspotTest.java",
    async (folder, [, , classPath = ""], options) => {
      const junit = "org.junit.platform:junit-platform-console-standalone:1.13.4";
      const copy = ["dependency:copy", `-Dartifact=${junit}`, `-DoutputDirectory=${folder}/junit`];
      await run("mvn", ["-f", driver("java"), "-q", "-B", ...copy], slow);
      const all = [classPath, `${folder}/junit/*`, folder].join(delimiter);
      await run("javac", ["-cp", all, "-d", folder, "HotspotTest.java"], options);
      const launcher = ["org.junit.platform.console.ConsoleLauncher", "execute"];
      const words = ["-cp", all, ...launcher, "--select-class=HotspotTest"];
      return (await run("java", words, options)).stdout;
    },
    /1 tests successful/,
  ),
};
