import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { expect, it } from "vitest";

const dist = join(import.meta.dirname, "../dist");
const assets = readdirSync(join(dist, "assets"));
const script = (name: string) => readFileSync(join(dist, "assets", name));

/** A script, and those that it imports before it runs. */
function closure(name: string, found: Set<string>): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const imports = script(name)
    .toString()
    .matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g);
  for (const [, imported = ""] of imports) closure(imported, found);
  return found;
}

const entry = /src="\/console\/assets\/([^"]+)"/.exec(
  readFileSync(join(dist, "index.html"), "utf8"),
)?.[1];

it.each([
  ["to sign in", ["SignIn"]],
  ["of configurations", ["Project", "Configs"]],
])("the view %s takes 130 KB of script at most, compressed", (_, chunks) => {
  const names = chunks.map((chunk) =>
    assets.find((one) => new RegExp(`^${chunk}-.*js$`).test(one)),
  );
  const scripts = new Set<string>();
  for (const name of [entry, ...names]) closure(name ?? "", scripts);
  const bytes = [...scripts].map((name) => gzipSync(script(name)).length);
  expect(bytes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(130 * 1024);
});

it("passes on the licences of what it contains", () => {
  const licences = readFileSync(join(dist, "licences.md"), "utf8");
  for (const name of ["react-dom", "react-aria", "@tanstack/react-router", "openapi-fetch"]) {
    expect(licences).toContain(name);
  }
});
