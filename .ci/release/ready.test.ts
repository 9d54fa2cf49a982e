import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("ready.ts", import.meta.url));

let folder = "";
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};
const ready = () => {
  const { status, stderr } = spawnSync(process.execPath, [script], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, stderr };
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hotspot-ready-"));
  write(".changeset/config.json", "{}");
  write(".changeset/README.md", "How to write changesets.\n");
  write("spec/openapi.yaml", "maximum: 100\n");
  write("spec/released/openapi.yaml", "# The contract as released in 1.2.0.\nmaximum: 100\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a release", () => {
  it("is what `release:version` leaves", () => {
    expect(ready()).toEqual({ status: 0, stderr: "" });
  });

  it("ends with a change of the contract", () => {
    write("spec/openapi.yaml", "maximum: 50\n");
    const { status, stderr } = ready();
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /openapi\.yaml differs from[^]*`npx -y pnpm@12 changeset`[^]*run `npx -y pnpm@12 release:version` again/,
    );
  });

  it("ends with a changeset for the next", () => {
    write(".changeset/lower-maximum.md", "---\n---\n");
    const { status, stderr } = ready();
    expect(status).toBe(1);
    expect(stderr).toContain(".changeset/lower-maximum.md is not in a changelog yet");
  });

  it("does not exist before the first", () => {
    rmSync(join(folder, "spec/released"), { recursive: true });
    expect(ready()).toMatchObject({ status: 1, stderr: expect.stringMatching(/is not there/) });
  });
});
