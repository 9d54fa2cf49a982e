import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { type Api, run, startApi } from "./running.ts";

const folder = join(import.meta.dirname, "..");
const root = join(folder, "../..");

interface Block {
  readonly guide: string;
  readonly number: number;
  /** The language, then what there is to say on how the block is proved. */
  readonly info: string;
  readonly code: string;
}

/** Every block of code that a guide has of its own; what comes from elsewhere is proved there. */
const blocks: readonly Block[] = readdirSync(join(folder, "content")).flatMap((guide) =>
  [
    ...readFileSync(join(folder, "content", guide), "utf8").matchAll(/^```(.*)\n([^]*?)^```$/gm),
  ].map(([, info = "", code = ""], index) => ({ guide, number: index + 1, info, code })),
);
/** The statuses that a block gets: none where it is about Huawei Cloud, which no test calls. */
function expected(code: string): readonly number[] {
  if (/^ {2}region:/m.test(code)) return [];
  return code.includes("Prefer: code=503") ? [503] : [200];
}

const of = (...infos: readonly string[]) => blocks.filter(({ info }) => infos.includes(info));

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.mock[Symbol.asyncDispose]());

describe("the guides' code", () => {
  it("is of a kind that a test below proves", () => {
    const kinds = ["json service", "sh", "sh root", "sh settings", "ts"];
    expect([...new Set(blocks.map(({ info }) => info))].toSorted()).toEqual(kinds);
  });

  it.each(of("ts", "sh"))("runs: block $number of $guide ($info)", async ({ info, code }) => {
    await run(info, code, api);
    const statuses = new Set(api.takeExchanges().map(({ status }) => status));
    expect([...statuses]).toEqual(expected(code));
    expect(api.mock.takeViolations()).toEqual([]);
  });

  it("is right in its types", async () => {
    const programs = join(folder, ".vitest/guides");
    rmSync(programs, { recursive: true, force: true });
    mkdirSync(programs, { recursive: true });
    for (const { guide, number, code } of of("ts")) {
      writeFileSync(join(programs, `${guide.replace(".md", "")}-${number}.ts`), code);
    }
    writeFileSync(
      join(programs, "tsconfig.json"),
      JSON.stringify({ extends: "../../samples/tsconfig.json", include: ["."] }),
    );
    const checked = promisify(execFile)(join(folder, "node_modules/.bin/tsc"), ["-p", programs]);
    await expect(checked).resolves.toMatchObject({ stdout: "" });
  });

  it("names scripts and programs that the repository has", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const names = of("sh root").flatMap(({ code }) =>
      [...code.matchAll(/^npx pnpm@12 (\S+)/gm)].map(([, name]) => name),
    );
    expect(names).toContain("start");
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(names));
  });

  it("names the three variables that its examples read, with the address of the contract", () => {
    const [{ code } = { code: "" }] = of("sh settings");
    const set = [...code.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(set).toEqual([
      ["HOTSPOT_URL", contract.servers.at(-1)?.url],
      ["HOTSPOT_PROJECT_ID", "…"],
      ["HOTSPOT_TOKEN", "…"],
    ]);
  });

  it("shows the service's answer to a signed request in the service's own words", () => {
    const access = readFileSync(join(root, "apps/service/src/auth/access.ts"), "utf8");
    const [{ code } = { code: "" }] = of("json service");
    const { error_code, error_msg } = JSON.parse(code);
    expect(error_code).toBe("WKS.00000401");
    expect(access).toContain(`"${error_msg}"`);
  });
});
