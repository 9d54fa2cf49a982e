import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { compile, type Edit, install } from "./installation.ts";

const openapi = "types/dist/openapi.gen.d.ts";

/** Changes that break a program, and what the compiler then says. */
const breaking: readonly (readonly [title: string, edit: Edit, says: RegExp])[] = [
  [
    "a field of an answer goes",
    { file: openapi, from: "total_count: number;", to: "" },
    /Property 'total_count' does not exist/,
  ],
  [
    "a field of a request becomes required",
    { file: openapi, from: "non_migrate_users?:", to: "non_migrate_users:" },
    /Property 'non_migrate_users' is missing/,
  ],
  [
    "a value that may be sent goes",
    { file: openapi, from: '"ADD" | "DELETE"', to: '"ADD"' },
    /Type '"DELETE"' is not assignable/,
  ],
  [
    "a method gets another name",
    { file: "client/dist/configs.d.ts", from: "    create(", to: "    add(" },
    /Property 'create' does not exist/,
  ],
  [
    "a method takes one more argument",
    { file: "client/dist/configs.d.ts", from: "options?: CallOptions", to: "options: CallOptions" },
    /Expected 2 arguments/,
  ],
  [
    "an option gets another unit",
    { file: "client/dist/limits.d.ts", from: "timeout?: number", to: "timeout?: string" },
    /Type 'number' is not assignable to type 'string/,
  ],
  [
    "an option goes",
    { file: "client/dist/options.d.ts", from: "readonly hooks?", to: "readonly listeners?" },
    /'hooks' does not exist/,
  ],
  [
    "a kind of failure comes",
    { file: "client/dist/error.d.ts", from: 'kind: "Timeout"', to: 'kind: "Timeout" | "Late"' },
    /Function lacks ending return statement|not all code paths/i,
  ],
];

let folder: string;
let complaints: readonly string[];
const complaintsOf = (name: string | number) =>
  complaints.filter((line) => line.includes(`${join(folder, String(name))}/consumer.ts`.slice(1)));

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "hotspot-compat-")));
  const files = await Promise.all([
    install(join(folder, "unchanged"), undefined),
    ...breaking.map(([, edit], index) => install(join(folder, String(index)), edit)),
  ]);
  complaints = await compile(files);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

describe("a program written against the client", () => {
  it("compiles with the client as it is built, with the options that most have", () => {
    expect(complaintsOf("unchanged")).toEqual([]);
  });

  it.each(breaking.map(([title, , says], index) => ({ title, says, index })))(
    "does not compile any more where $title",
    ({ says, index }) => {
      expect(complaintsOf(index).join("\n")).toMatch(says);
    },
  );

  it("is shown the line", () => {
    expect(complaintsOf(0)[0]).toMatch(/consumer\.ts\(\d+,\d+\): error TS\d+/);
  });
});
