import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(`${root}${file}`, "utf8");
const manifest: { scripts: Record<string, string> } = JSON.parse(read("package.json"));
/** Besides the scripts: programs of this repository, and pnpm's own way to choose packages. */
const commands = [...Object.keys(manifest.scripts), "hotspot", "hotspot-service", "node"];

describe.each(["README.md", "CONTRIBUTING.md"])("%s", (file) => {
  const text = read(file);

  it("names only commands that exist, each in full", () => {
    const named = [...text.matchAll(/(?:^|[`(])((?:npx \S+ )?pnpm\S*) ([a-z:-]+)/gm)];
    expect(named).not.toEqual([]);
    for (const [words, runner, name] of named) {
      expect(runner, words).toBe("npx -y pnpm@12");
      expect(commands, words).toContain(name);
    }
  });

  it("links only to what is there", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path]) => path ?? "");
    expect(links).not.toEqual([]);
    for (const link of links) expect(existsSync(root + link), link).toBe(true);
  });
});

describe("every file", () => {
  it("has npx install pnpm without a question, which scripts and CI cannot answer", () => {
    const list = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" });
    const files = list
      .split("\0")
      .filter((file) => statSync(root + file, { throwIfNoEntry: false })?.isFile());
    const asking = files.filter(
      (file) => !file.endsWith("CHANGELOG.md") && /npx (--yes )?pnpm/.test(read(file)),
    );
    expect(asking, "write `npx -y pnpm@12`").toEqual([]);
  });
});

const names = (matches: Iterable<RegExpMatchArray>) => Array.from(matches, ([, name]) => name);

describe("apps/service/RUNNING.md", () => {
  const text = read("apps/service/RUNNING.md");

  it("has every setting of the service in its table, and no other", () => {
    const known = read("apps/service/src/config.ts")
      .replace("  ...credentialSettings,\n", read("apps/service/src/auth/settings.ts"))
      .replace("  ...traceSettings,\n", read("apps/service/src/observe/trace-settings.ts"))
      .matchAll(/^ {2}((?:HOTSPOT|OTEL)_\w+): \{$/gm);
    expect(names(text.matchAll(/^\| `((?:HOTSPOT|OTEL)_\w+)`/gm))).toEqual(names(known));
  });

  it("has every metric of the service in its table, and no other", () => {
    const known = names(read("apps/service/src/observe/metrics.ts").matchAll(/"(hotspot_\w+)"/g));
    expect(names(text.matchAll(/^\| `(hotspot_\w+)`/gm)).toSorted()).toEqual(known.toSorted());
  });
});

describe("README.md", () => {
  const text = read("README.md");

  it("has only commands that exist in its table", () => {
    const rows = names(text.matchAll(/^\| `([a-z:]+)` +\|/gm));
    expect(rows).toContain("start");
    expect(commands).toEqual(expect.arrayContaining(rows));
  });

  it("says which Node each package needs", () => {
    const rows = [...text.matchAll(/^\| \[@hotspot-session\/.*\]\((.+)\) .*\| `(.*)` *\|$/gm)];
    expect(rows).not.toEqual([]);
    for (const [, folder, node] of rows) {
      const { engines }: { engines?: object } = JSON.parse(read(`${folder}/package.json`));
      expect(engines, folder).toEqual({ node });
    }
  });
});
