import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

const pathOf = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));
const read = (file: string) => readFileSync(pathOf(file), "utf8");
const manifest: { scripts: Record<string, string> } = JSON.parse(read("package.json"));
/** Besides the scripts: the bins of the house, and pnpm's own way to choose packages. */
const others = ["hotspot", "hotspot-service", "node"];

describe.each(["README.md", "CONTRIBUTING.md"])("%s", (file) => {
  const text = read(file);

  it("names only commands that exist", () => {
    const commands = [...text.matchAll(/(?:`|npx )pnpm(?:@12)? ([a-z:-]+)/g)].map(
      ([, name]) => name ?? "",
    );
    expect(commands).not.toEqual([]);
    for (const command of commands) {
      expect([...Object.keys(manifest.scripts), ...others]).toContain(command);
    }
  });

  it("links only to what is there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path ?? "");
    expect(links).not.toEqual([]);
    for (const link of links) expect(existsSync(pathOf(link)), link).toBe(true);
  });
});

describe("README.md", () => {
  it("has every setting of the service in its table, and no other", () => {
    const known = read("apps/service/src/config.ts").matchAll(/^ {2}(HOTSPOT_\w+): \{$/gm);
    const told = read("README.md").matchAll(/^\| `(HOTSPOT_\w+)`/gm);
    expect([...told].map(([, name]) => name)).toEqual([...known].map(([, name]) => name));
  });

  it("has every metric of the service in its table, and no other", () => {
    const known = read("apps/service/src/observe/metrics.ts").matchAll(/"(hotspot_\w+)"/g);
    const told = read("README.md").matchAll(/^\| `(hotspot_\w+)`/gm);
    const names = (matches: Iterable<RegExpMatchArray>) =>
      Array.from(matches, ([, name]) => name).toSorted();
    expect(names(told)).toEqual(names(known));
    expect(names(read("README.md").matchAll(/^\| `(hotspot_\w+)`/gm))).not.toEqual([]);
  });

  it("tells of commands that exist", () => {
    const rows = [...read("README.md").matchAll(/^\| `([a-z:]+)` +\|/gm)].map(([, name]) => name);
    expect([...Object.keys(manifest.scripts), ...others]).toEqual(expect.arrayContaining(rows));
    expect(rows).toContain("start");
  });
});
