import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { contractHash as generated } from "@hotspot-session/types";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";

import { contractHash, expectSameContract } from "../src/same-contract.ts";
import { run } from "./program.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const other = `sha256:${"0".repeat(64)}`;

let project = "";
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "hotspot-"));
});
afterEach(() => rmSync(project, { recursive: true }));

/** Installs a package as npm would, with only the files that are read. */
function install(folder: string, name: string, release: string, stamp?: string): string {
  const home = join(folder, "node_modules", name);
  mkdirSync(home, { recursive: true });
  const exports = { "./package.json": "./package.json", "./contract-hash": "./hash.js" };
  writeFileSync(
    join(home, "package.json"),
    JSON.stringify({ name, version: release, type: "module", exports }),
  );
  if (stamp !== undefined) {
    writeFileSync(join(home, "hash.js"), `export const contractHash = "${stamp}";\n`);
  }
  return home;
}

const types = "@hotspot-session/types";
const client = "@hotspot-session/client";

describe("the contract of the mock", () => {
  it("is the one that the types of this repository were generated from", () => {
    expect(contractHash).toBe(generated);
    install(project, types, "91.2.0", contractHash);
    expect(() => expectSameContract(project)).not.toThrow();
  });

  it("matches a project that has no types", () => {
    expect(() => expectSameContract(project)).not.toThrow();
  });

  it("is refused with a project whose client has other types than the project itself", () => {
    install(project, types, version, contractHash);
    install(install(project, client, "3.0.0"), types, "91.3.0", other);
    expect(() => expectSameContract(project)).toThrow(
      `@hotspot-session/types 91.3.0 of its @hotspot-session/client has ${other}`,
    );
  });

  it("is refused with types of the same version, as where they were not generated again", () => {
    install(project, types, version, other);
    expect(() => expectSameContract(project)).toThrow("run `pnpm generate` and `pnpm build`");
  });

  it("is refused by hotspot-mock in a project of other types, with the version to install", async () => {
    install(project, types, "91.2.0", other);
    const before = process.cwd();
    process.chdir(project);
    onTestFinished(() => process.chdir(before));
    expect(await run("--port", "0")).toEqual({
      code: 1,
      stdout: "",
      stderr: [
        "hotspot-mock: The mock has another contract than the one that this project compiles against:",
        `  @hotspot-session/mock ${version} has ${contractHash}`,
        `  @hotspot-session/types 91.2.0 of this project has ${other}`,
        "Install the mock of the types' version: npm install --save-dev @hotspot-session/mock@91.2.0\n",
      ].join("\n"),
    });
  });
});
