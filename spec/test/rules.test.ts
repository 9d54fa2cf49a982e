import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { beforeAll, describe, expect, it } from "vitest";

import plugin from "../rules/plugin.ts";
import { apply, type Change } from "./patch.ts";
import { type Finding, lint, readContract, styleGuide } from "./redocly.ts";
import { broken, brokenForRedocly, sound } from "./rule-cases.ts";

const asItStands = "the contract as it stands";

/** Every document of this file in one run of the real Redocly; file names count from 0. */
let findings: ReadonlyMap<string, readonly Finding[]>;
const titles = [
  asItStands,
  ...[...broken, ...brokenForRedocly, ...sound].map(({ title }) => title),
];
const found = (title: string) => findings.get(String(titles.indexOf(title)));

beforeAll(async () => {
  const changes: readonly (Change | undefined)[] = [
    undefined,
    ...[...broken, ...brokenForRedocly, ...sound].map(({ change }) => change),
  ];
  const documents = await Promise.all(
    changes.map(async (change, index) => {
      const document = await readContract();
      if (change !== undefined) apply(change, document);
      return [String(index), document] as const;
    }),
  );
  findings = await lint(new Map(documents));
}, 60_000);

describe("the style guide", () => {
  it("finds nothing in the contract, not even a warning", () => {
    expect(found(asItStands)).toEqual([]);
  });

  it.each(broken.concat(brokenForRedocly))("finds $title", ({ title, rule, place, says }) => {
    const problems = found(title) ?? [];
    expect(new Set(problems.map((problem) => problem.rule))).toEqual(new Set([rule]));
    expect(problems).toContainEqual({
      rule,
      severity: "error",
      place,
      message: expect.stringContaining(says),
    });
  });

  it.each(sound)("has nothing against $title", ({ title }) => {
    expect(found(title)).toEqual([]);
  });

  it.each(broken)("says why and what to do: $title", ({ title }) => {
    for (const { message } of found(title) ?? []) {
      expect(message.split(/[.]\s(?=[A-Z])/).length, message).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("the configuration", () => {
  it("switches every rule of the house on, as an error, and each is shown to bite", async () => {
    const names = Object.keys(plugin().rules.oas3).map((name) => `house/${name}`);
    const switchedOn = (await readFile(styleGuide, "utf8"))
      .split("\n")
      .map((line) => /^ {2}(house\/[\w-]+): error$/.exec(line)?.[1])
      .filter((name) => name !== undefined);
    expect(switchedOn.toSorted()).toEqual(names.toSorted());
    expect([...new Set(broken.map(({ rule }) => rule))].toSorted()).toEqual(names.toSorted());
  });

  it("has no rule that only warns and none that is off", async () => {
    const lines = (await readFile(styleGuide, "utf8")).replaceAll(/#.*$/gm, "").split("\n");
    const lenient = lines.filter((line) => /\b(warn|off)\b/.test(line));
    expect(lenient).toEqual(["telemetry: off"]);
  });

  it("ignores nothing", async () => {
    const files = await readdir(fileURLToPath(new URL("..", import.meta.url)));
    expect(files.filter((file) => file.includes("lint-ignore"))).toEqual([]);
  });
});
