import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { drivenRuntime, programRuntime, type Runtime, testRunner } from "./runtimes.ts";

const run = promisify(execFile);

/** Binaries inside npm packages, about a gigabyte: only `ecosystem` installs them, for one run. */
const packages = {
  "@sparticuz/chromium": "153.0.0",
  bun: "1.4.5",
  deno: "2.9.6",
  jest: "30.5.2",
  miniflare: "4.20260730.0",
  node20: "npm:node@20.0.0",
  node22: "npm:node@22.23.3",
  node24: "npm:node@24.21.0",
  "playwright-core": "1.65.1",
  vitest: "5.1.1",
};

/**
 * Installs every runtime that the client is for into a folder.
 *
 * @throws Error that says what to do if the registry does not answer
 */
export async function installMatrix(folder: string): Promise<readonly Runtime[]> {
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ private: true, dependencies: packages }),
  );
  try {
    await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
  } catch (cause) {
    throw new Error(
      "the runtimes could not be installed: this needs npm and a registry that it can reach (npm ping)",
      { cause },
    );
  }
  const bin = (name: string) => join(folder, "node_modules", ".bin", name);
  const node = (alias: string) => join(folder, "node_modules", alias, "bin", "node");
  const { resolve } = createRequire(join(folder, "package.json"));
  const module = (name: string) => pathToFileURL(resolve(name)).href;
  return [
    await programRuntime("Node", node("node20")),
    await programRuntime("Node", node("node22")),
    await programRuntime("Node", node("node24")),
    await programRuntime("Node", process.execPath),
    await programRuntime("Node 20 by require", node("node20"), [], "require.cjs"),
    testRunner("Jest", packages.jest, bin("jest"), "client.test.cjs"),
    testRunner("Vitest", packages.vitest, bin("vitest"), "client.test.mjs", ["run"]),
    await programRuntime("Bun", bin("bun")),
    await programRuntime("Deno", bin("deno"), ["run", "--allow-net", "--allow-env"]),
    drivenRuntime("workerd (miniflare)", packages.miniflare, "workerd.mjs", [module("miniflare")]),
    drivenRuntime("Chromium, by Vite", packages["@sparticuz/chromium"], "chromium.mjs", [
      module("playwright-core"),
      module("@sparticuz/chromium"),
    ]),
  ];
}
