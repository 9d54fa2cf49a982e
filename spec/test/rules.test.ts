import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

import plugin from "../rules/plugin.ts";
import { apply, type Change } from "./patch.ts";
import { type Finding, lint, readContract, styleGuide } from "./redocly.ts";

interface Case {
  readonly add?: string;
  readonly replace?: string;
  readonly remove?: string;
  readonly value?: unknown;
}
interface Broken extends Case {
  readonly rule: string;
  readonly at?: string;
}
const cases: { readonly broken: readonly Broken[]; readonly sound: readonly Case[] } = parse(
  await readFile(new URL("rules.yaml", import.meta.url), "utf8"),
);

const configs = "/paths/~1v1~1{project_id}~1hotspot-session-config";
const parts: Readonly<Record<string, string>> = {
  create: `${configs}/post`,
  list: `${configs}/get`,
  json: `${configs}/post/responses/200/content/application~1json`,
};
const pathOf = (short: string) =>
  short.startsWith("/")
    ? short
    : short.replace(/^\w+/, (part) => parts[part] ?? `/components/${part}`);

function patchOf({ add, replace, remove, value }: Case): Change {
  if (remove !== undefined) return { op: "remove", path: pathOf(remove) };
  const path = pathOf(add ?? replace ?? "");
  return { op: add === undefined ? "replace" : "add", path, value };
}
const ownRules = Object.keys(plugin().rules.oas3);
const ruleOf = ({ rule }: Broken) => (ownRules.includes(rule) ? `contract/${rule}` : rule);

/** What the real Redocly finds, in one run, in the contract and where one of these changes is made. */
let findings: ReadonlyMap<string, readonly Finding[]>;
/** Changes that cannot be made, as what they change is not in the contract. */
const failures = new Map<string, unknown>();
const key = (one: Case | undefined) =>
  String([...cases.broken, ...cases.sound].findIndex((other) => other === one));

beforeAll(async () => {
  const documents = new Map<string, unknown>();
  for (const one of [undefined, ...cases.broken, ...cases.sound]) {
    const document = await readContract();
    try {
      if (one !== undefined) apply(patchOf(one), document);
      documents.set(key(one), document);
    } catch (error) {
      failures.set(key(one), error);
    }
  }
  findings = await lint(documents);
}, 60_000);

/** What is found because of a change, and not in the contract anyway. */
function found(one: Case): readonly Finding[] {
  const failure = failures.get(key(one));
  if (failure !== undefined)
    throw new Error("change the case in spec/test/rules.yaml", { cause: failure });
  const before = findings.get(key(undefined)) ?? [];
  const isNew = (finding: Finding) => !before.some((other) => isDeepStrictEqual(other, finding));
  return (findings.get(key(one)) ?? []).filter(isNew);
}

const titled = <One extends Case>(all: readonly One[]) =>
  all.map((one) => [`${patchOf(one).op} ${patchOf(one).path}`, one] as const);

describe("the style guide", () => {
  it("finds nothing in the contract, not even a warning", () => {
    expect(findings.get(key(undefined)), "change spec/openapi.yaml").toEqual([]);
  });

  it.each(titled(cases.broken))("finds what breaks a rule, and says what to do: %s", (_, one) => {
    const problems = found(one);
    const path = one.at === undefined ? patchOf(one).path : pathOf(one.at);
    expect(new Set(problems.map(({ rule }) => rule))).toEqual(new Set([ruleOf(one)]));
    expect(problems).toContainEqual(
      expect.objectContaining({ severity: "error", place: `#${path}` }),
    );
    // Our own say what is wrong, why it matters, what to do and in which file.
    const own = problems.filter(({ rule }) => rule.startsWith("contract/"));
    for (const { message } of own) {
      expect(message).toMatch(/ Edit spec\/openapi\.yaml\.$/);
      expect(message.split(/[.]\s(?=[A-Z])/).length, message).toBeGreaterThanOrEqual(4);
    }
  });

  it.each(titled(cases.sound))("has nothing against %s", (_, one) => {
    expect(found(one)).toEqual([]);
  });
});

describe("the configuration", () => {
  it("has each of our rules as an error, and each has a case", async () => {
    const enabled = [
      ...(await readFile(styleGuide, "utf8")).matchAll(/^ {2}contract\/([\w-]+): error$/gm),
    ];
    expect(enabled.map(([, name]) => name).toSorted()).toEqual(ownRules.toSorted());
    expect(ownRules.filter((name) => !cases.broken.some(({ rule }) => rule === name))).toEqual([]);
  });

  it("has no rule that only warns, none that is off, and ignores nothing", async () => {
    const lines = (await readFile(styleGuide, "utf8")).replaceAll(/#.*$/gm, "").split("\n");
    expect(lines.filter((line) => /\b(warn|off)\b/.test(line))).toEqual(["telemetry: off"]);
    const files = await readdir(fileURLToPath(new URL("..", import.meta.url)));
    expect(files.filter((file) => file.includes("lint-ignore"))).toEqual([]);
  });
});
