import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Script } from "node:vm";

import { createHotspotClient } from "@hotspot-session/client";
import { afterAll, describe, expect, it } from "vitest";

import { blockOf } from "../../ecosystem/guide.ts";
import { startService } from "../../src/index.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const [imports = "", ...examples] = Array.from(
  readme.matchAll(/^```ts\n([^]*?)^```$/gm),
  ([, code = ""]) => code,
);
const guide = await blockOf("testing.mdx", "ts test");

// In the package, so that its own name and those that it depends on are found.
mkdirSync(join(root, ".vitest"), { recursive: true });
const folder = mkdtempSync(join(root, ".vitest/documents-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "readme.ts"), [imports, ...examples].join("\n"));
writeFileSync(join(folder, "guide.ts"), guide);

describe("the README's examples", () => {
  // They are JavaScript that registers its tests here, with what the imports would be.
  const provided = { createHotspotClient, startService, expect, it };
  const body = examples.join("\n");
  new Script(`(({ ${Object.keys(provided).join(", ")} }) => { ${body} })`).runInThisContext()(
    provided,
  );
});

it("the guide's tests pass by node --test", async () => {
  const { stdout } = await run(process.execPath, ["--test", "guide.ts"], { cwd: folder });
  expect(stdout).toMatch(/pass 2$/m);
});

it("README and guide have no type errors", async () => {
  const words = ["--noEmit", "--strict", "--module", "nodenext", "--types", "node"];
  const more = ["--lib", "es2023,dom,esnext.disposable", "--skipLibCheck", "--ignoreConfig"];
  const tsc = join(root, "node_modules/.bin/tsc");
  const checked = run(tsc, [...words, ...more, "readme.ts", "guide.ts"], { cwd: folder });
  await expect(checked).resolves.toMatchObject({ stdout: "" });
});
