import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

// The consumer, compiled with the declarations as they are built, and with one of them changed.

const inClient = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const distOf = (name: string) => fileURLToPath(new URL(".", import.meta.resolve(name)));
const built = [
  ["client", inClient("dist")],
  ["signature", distOf("@hotspot-session/signature")],
  ["types", distOf("@hotspot-session/types")],
] as const;

const openapi = "types/dist/openapi.gen.d.ts";
const changes = [
  [openapi, "total_count: number;", "", /Property 'total_count' does not exist/],
  [openapi, "non_migrate_users?:", "non_migrate_users:", /'non_migrate_users' is missing/],
  [openapi, '"ADD" | "DELETE"', '"ADD"', /Type '"DELETE"' is not assignable/],
  ["client/dist/configs.d.ts", "    create(", "    add(", /'create' does not exist/],
  ["client/dist/configs.d.ts", "options?:", "options:", /Expected 2 arguments/],
  [
    "client/dist/limits.d.ts",
    "timeout?: number",
    "timeout?: string",
    /not assignable to type 'str/,
  ],
  ["client/dist/options.d.ts", "readonly hooks?", "readonly listeners?", /'hooks' does not exist/],
  ["client/dist/sync/apply.d.ts", "readonly made", "readonly done", /'made' does not exist/],
  [
    "client/dist/user-files/user-list.d.ts",
    "readonly lines",
    "readonly rows",
    /'lines' is missing/,
  ],
  ["client/dist/error.d.ts", '"Timeout"', '"Timeout" | "Late"', /ending return statement/],
] as const;

let folder: string;
let lines: readonly string[];
const linesOf = (name: string) => lines.filter((line) => line.includes(`/${name}/consumer.ts`));

/** Installs the packages for the consumer in a folder of its own. */
async function install(name: string): Promise<string> {
  const modules = join(folder, name, "node_modules");
  const exports = {
    ".": "./dist/index.js",
    "./environment": "./dist/environment.js",
    "./find-config": "./dist/find-config.js",
    "./*": "./dist/*/index.js",
  };
  for (const [of, dist] of built) {
    const target = join(modules, "@hotspot-session", of);
    const isNeeded = (path: string) => !/\.(js|map)$|\/cjs$/.test(path);
    await cp(dist, join(target, "dist"), { recursive: true, filter: isNeeded });
    const manifest = { name: `@hotspot-session/${of}`, type: "module", exports };
    await writeFile(join(target, "package.json"), JSON.stringify(manifest));
  }
  await symlink(await realpath(inClient("node_modules/openapi-fetch")), `${modules}/openapi-fetch`);
  await writeFile(join(folder, name, "package.json"), '{ "type": "module" }');
  await cp(inClient("compat/consumer.ts"), join(folder, name, "consumer.ts"));
  return join(folder, name, "consumer.ts");
}

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "hotspot-compat-")));
  const files = [await install("unchanged")];
  for (const [index, [file, from, to]] of changes.entries()) {
    files.push(await install(`change-${index}`));
    const edited = join(folder, `change-${index}/node_modules/@hotspot-session`, file);
    const text = await readFile(edited, "utf8");
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    await writeFile(edited, text.replace(from, to));
  }
  const options = "--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck --pretty false";
  const modern = "--module nodenext --target es2022 --lib es2023,dom,dom.asynciterable";
  const args = [...options.split(" "), ...modern.split(" "), ...files];
  lines = await new Promise((resolve) => {
    execFile(
      inClient("node_modules/.bin/tsc"),
      args,
      { cwd: "/", maxBuffer: 2 ** 24 },
      (_, stdout, stderr) => resolve((stdout + stderr).split("\n")),
    );
  });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

describe("a program written against the client", () => {
  it("compiles with the client as it is built", () => {
    expect(linesOf("unchanged")).toEqual([]);
  });

  it.each(changes.map(([, from, to, says], index) => ({ from, to, says, index })))(
    "does not compile where $from is '$to'",
    ({ says, index }) => {
      expect(linesOf(`change-${index}`).join("\n")).toMatch(says);
    },
  );
});
