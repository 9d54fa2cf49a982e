import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { mendingOf } from "./mend.ts";

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8");
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read("package.json"));

describe("the line that tells how to mend a step", () => {
  it("names the command that mends it, and the one that runs it alone", () => {
    expect(mendingOf("//#format")).toBe("✗ format: run `pnpm fix`. Once more, alone: pnpm format");
    expect(mendingOf("@hotspot-session/client#test")).toBe(
      "✗ test of @hotspot-session/client: mend it where the lines above say. " +
        "Once more, alone: pnpm turbo test --filter=@hotspot-session/client",
    );
  });

  it("is about its own step: none runs on what a failed one has left behind", () => {
    expect(read(".ci/steps.ts")).toContain('"--continue=dependencies-successful"');
    expect(Object.values(scripts).join("\n")).not.toContain("--continue");
  });

  it("says more than that of whatever `pnpm check` runs", () => {
    const [, tasks = ""] = /steps\.ts (.*)$/.exec(scripts["check"] ?? "") ?? [];
    const names = tasks.split(" ").filter((task) => !task.includes("#"));
    expect(names).toEqual(expect.arrayContaining(["format", "fidelity"]));
    for (const name of names) {
      expect(mendingOf(`//#${name}`)).not.toBe(mendingOf("//#other").replaceAll("other", name));
    }
  });

  it("names only commands that exist", () => {
    const text = read(".ci/mend.ts");
    const commands = [...text.matchAll(/`pnpm ([a-z:]+)/g)].map(([, name]) => name ?? "");
    expect(commands).toContain("fix");
    for (const command of commands) expect(Object.keys(scripts)).toContain(command);
  });
});
