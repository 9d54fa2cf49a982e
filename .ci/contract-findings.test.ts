import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { contractFindings } from "./contract-findings.ts";

let folder = "";
const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const repository = fileURLToPath(new URL("..", import.meta.url));
const contract = readFileSync(join(repository, "spec/openapi.yaml"), "utf8");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotspot-findings-"));
  for (const name of ["spec", "spec/released", ".changeset"]) mkdirSync(join(folder, name));
  write("spec/package.json", '{ "name": "@hotspot-session/spec", "version": "1.2.0" }');
  write("spec/openapi.yaml", contract);
  write("spec/released/openapi.yaml", `# The contract as released in 1.2.0.\n${contract}`);
  write("summary.md", "");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("what a change of the contract means", () => {
  it("is reported where it is only a warning, and in the summary of the run", () => {
    write("spec/openapi.yaml", contract.replace(/(?<=minimum: 0\n {6}maximum: )\d+/, "100000"));
    const findings = contractFindings(folder, join(folder, "summary.md"));
    expect(findings).toContain("To be looked at (1)");
    expect(readFileSync(join(folder, "summary.md"), "utf8")).toBe(`\`\`\`\n${findings}\`\`\`\n`);
  });

  it("is nothing where the contract is as it was", () => {
    expect(contractFindings(folder, join(folder, "summary.md"))).toBe("");
    expect(readFileSync(join(folder, "summary.md"), "utf8")).toBe("");
  });
});
