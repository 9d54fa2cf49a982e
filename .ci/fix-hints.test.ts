import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { fixHint } from "./fix-hints.ts";

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read("package.json"));

describe("the hint for a task that failed", () => {
  it("names the command that fixes it, and the command that runs it alone", () => {
    expect(fixHint("//#format")).toBe(
      "✗ format: run `npx -y pnpm@12 fix`. To run it alone: npx -y pnpm@12 turbo //#format",
    );
    expect(fixHint("@hotspot-session/client#test")).toBe(
      "✗ test of @hotspot-session/client: change what the lines above say. " +
        "To run it alone: npx -y pnpm@12 turbo @hotspot-session/client#test",
    );
  });

  it("is a particular one for each task of `check`", () => {
    const [, tasks = ""] = /steps\.ts (.*)$/.exec(scripts["check"] ?? "") ?? [];
    const names = tasks.split(" ").map((task) => task.replace(/^.*#/, ""));
    expect(names).toEqual(expect.arrayContaining(["format", "fidelity"]));
    for (const name of names.filter((task) => task !== "test")) {
      expect(fixHint(`//#${name}`)).not.toBe(fixHint("//#other").replaceAll("other", name));
    }
  });

  it("names only commands that exist", () => {
    const text = read(".ci/fix-hints.ts");
    const commands = [...text.matchAll(/`npx -y pnpm@12 ([a-z:]+)/g)].map(([, name]) => name ?? "");
    expect(commands).toContain("fix");
    for (const command of commands) expect(Object.keys(scripts)).toContain(command);
  });
});
