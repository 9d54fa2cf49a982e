import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { typesOf } from "../generator/generated-files.ts";
import { changedContracts, currentContract, readsOfFields } from "./changed-contracts.ts";
import { compile, install } from "./compile.ts";

let folder: string;
/** What the compiler has against the consumer, by the title of the change. */
let complaints: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hotspot-compat-"));
  const consumer = await readFile(new URL("consumer.ts", import.meta.url), "utf8");
  const contracts = [{ title: "unchanged", contract: currentContract() }, ...changedContracts];
  const titles = contracts.map(({ title }) => title);
  for (const [index, { contract }] of contracts.entries()) {
    const types = await typesOf(contract);
    await install(join(folder, String(index)), consumer + readsOfFields, types);
  }
  const found = await compile(folder, [...titles.keys()].map(String));
  complaints = new Map(titles.map((title, index) => [title, found[index] ?? []]));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

describe("a program written against the types", () => {
  it("compiles with the contract as it is", () => {
    expect(complaints.get("unchanged")).toEqual([]);
  });

  it.each(changedContracts.filter(({ breaks }) => breaks))(
    "does not compile any more where $title",
    ({ title }) => {
      expect(complaints.get(title)).not.toEqual([]);
    },
  );

  it.each(changedContracts.filter(({ breaks }) => !breaks))(
    "still compiles where $title",
    ({ title }) => {
      expect(complaints.get(title)).toEqual([]);
    },
  );

  it("is shown its line, and the field", () => {
    expect(complaints.get("ListNonMigrationUsersResponse.total_count is optional")).toContainEqual(
      expect.stringMatching(/^\d+: return \[body\.total_count, .* Type 'undefined' is not/),
    );
    expect(
      complaints.get("CreateHotspotSessionConfigRequest.non_migrate_users is required"),
    ).toEqual([
      expect.stringMatching(/^\d+: \{ hotspot_session_.*Property 'non_migrate_users' is missing/),
    ]);
  });
});
