import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

import { contract } from "../src/contract.ts";
import { type Api, runProgram, runShell, startApi } from "./running.ts";

const folder = join(import.meta.dirname, "..");
const root = join(folder, "../..");

const guides = readdirSync(join(folder, "content")).map((guide) => ({
  guide,
  source: readFileSync(join(folder, "content", guide), "utf8"),
}));
const fenced = /^```(.*)\n([^]*?)^```$/gm;

/** Every block of code that a guide has of its own; samples and examples are proved elsewhere. */
const blocks = guides.flatMap(({ guide, source }) =>
  [...source.matchAll(fenced)].map(([, info = "", code = ""], index) => ({
    guide,
    number: index + 1,
    info,
    code,
  })),
);
const of = (...infos: readonly string[]) => blocks.filter(({ info }) => infos.includes(info));

/** The statuses that a block gets: none where it is about Huawei Cloud, which no test calls. */
function expected(code: string): readonly number[] {
  if (/^ {2}region:/m.test(code)) return [];
  return code.includes("Prefer: code=503") ? [503] : [200];
}

/** What is read of a workflow of GitHub. */
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
}

/** The blocks of TypeScript as programs, for the compiler and to be run. */
const programs = join(folder, ".vitest/guides");
const programOf = ({ guide, number }: { readonly guide: string; readonly number: number }) =>
  join(programs, `${guide}-${number}.ts`);

let api: Api;
beforeAll(async () => {
  rmSync(programs, { recursive: true, force: true });
  mkdirSync(programs, { recursive: true });
  for (const block of of("ts")) writeFileSync(programOf(block), block.code);
  api = await startApi();
});
afterAll(() => api.mock[Symbol.asyncDispose]());

describe("the guides' code", () => {
  it("is of a kind that a test below proves", () => {
    // The service's ecosystem/ runs these, and its tests "ts test".
    const ofSdks = ["go", "go test", "java", "java test", "js", "python", "python test"];
    const kinds = [
      ...ofSdks,
      "php",
      "sh generate",
      "sh packages",
      "ts test",
      "json",
      "sh",
      "sh postgres",
      "sh root",
      "sh settings",
      "ts",
      "yaml",
      "yaml workflow",
    ].toSorted();
    expect([...new Set(blocks.map(({ info }) => info))].toSorted()).toEqual(kinds);
  });

  it.each(of("ts", "sh"))("runs: block $number of $guide ($info)", async (block) => {
    await (block.info === "ts" ? runProgram(programOf(block), api) : runShell(block.code, api));
    const statuses = new Set(api.takeExchanges().map(({ status }) => status));
    expect([...statuses]).toEqual(expected(block.code));
    expect(api.mock.takeViolations()).toEqual([]);
  });

  it.each(of("yaml"))(
    "is a file that hotspot apply reads: block $number of $guide",
    async ({ code }) => {
      const users = "mkdir users; echo night-batch > users/weekend.csv";
      const file = `cat > hotspot.yaml <<'END'\n${code}END`;
      await runShell([users, file, "hotspot apply -f hotspot.yaml --dry-run"].join("\n"), api);
      expect(api.takeExchanges().map(({ status }) => status)).toEqual([200, 200]);
    },
  );

  it.each(of("yaml workflow"))(
    "is a workflow whose commands run: block $number of $guide",
    async ({ code }) => {
      const { jobs }: Workflow = parse(code);
      const steps = Object.values(jobs).flatMap((job) => job.steps);
      const commands = steps.flatMap(({ run: command = "" }) => command);
      const ofHotspot = commands.filter((command) => command.includes("hotspot apply"));
      expect(ofHotspot.map((command) => /--check|--yes/.exec(command)?.[0])).toEqual([
        "--check",
        "--check",
        "--yes",
      ]);
      await runShell(["hotspot export > hotspot.yaml", ...ofHotspot].join("\n"), api);
      expect(new Set(api.takeExchanges().map(({ status }) => status))).toEqual(new Set([200]));
      const here = readFileSync(join(root, ".github/workflows/ci.yml"), "utf8");
      for (const action of code.match(/uses: .+/g) ?? []) expect(here).toContain(action);
    },
  );

  it("has no type errors", async () => {
    writeFileSync(
      join(programs, "tsconfig.json"),
      JSON.stringify({ extends: "../../samples/tsconfig.json", include: ["."] }),
    );
    const checked = promisify(execFile)(join(folder, "node_modules/.bin/tsc"), ["-p", programs]);
    await expect(checked).resolves.toMatchObject({ stdout: "" });
  });

  it("calls scripts that the repository has", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const names = of("sh root").flatMap(({ code }) =>
      [...code.matchAll(/^npx -y pnpm@12 (\S+)/gm)].map(([, name]) => name),
    );
    expect(names).toContain("start");
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(names));
  });

  it("installs packages that are published", () => {
    const names = of("sh packages").flatMap(
      ({ code }) => code.match(/@hotspot-session\/\w+/g) ?? [],
    );
    expect(names).not.toEqual([]);
    const folders = ["packages", "apps"].flatMap((parent) =>
      readdirSync(join(root, parent)).map((name) => join(root, parent, name, "package.json")),
    );
    const manifests = folders.map((file) => JSON.parse(readFileSync(file, "utf8")));
    const published = manifests.filter((manifest) => !manifest.private).map(({ name }) => name);
    expect(published).toEqual(expect.arrayContaining(names));
  });

  it("sets the three variables that its examples read, with the address of the contract", () => {
    const [{ code } = { code: "" }] = of("sh settings");
    const set = [...code.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(set).toEqual([
      ["HOTSPOT_URL", contract.servers.at(-1)?.url],
      ["HOTSPOT_PROJECT_ID", "…"],
      ["HOTSPOT_TOKEN", "…"],
    ]);
  });
});

/** The numbers that a guide writes itself, outside code and names: all others are the contract's. */
const numbersIn = (source: string) =>
  source.replaceAll(fenced, "").match(/(?<![\w@])\d[\d,.]*(?!\w)/g) ?? [];

describe("the guides' numbers", () => {
  // What was measured of a database is no fact of the contract.
  const ofTheContract = guides.filter(({ guide }) => guide !== "scaling.mdx");
  it.each(ofTheContract)("come from the contract, by fact() and status(): $guide", ({ source }) => {
    expect(
      numbersIn(source),
      'write {fact("…")} or {status("…")} of src/contract.ts in place of the number',
    ).toEqual([]);
  });

  it("are found where a guide writes one itself", () => {
    expect(
      numbersIn("credentials (401), up to 1,000 users\n```ts\n42;\n```\n`503` pnpm@12"),
    ).toEqual(["401", "1,000", "503"]);
  });
});
