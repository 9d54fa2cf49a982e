import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

/** What the site contains of others, each with the files that it asks to be passed on. */
const parts: readonly { readonly name: string; readonly files: readonly string[] }[] = [
  { name: "@fontsource-variable/inter", files: ["LICENSE"] },
  { name: "@fontsource-variable/jetbrains-mono", files: ["LICENSE"] },
  { name: "minisearch", files: ["LICENSE.txt"] },
  { name: "@redocly/cli", files: ["LICENSE", "THIRD_PARTY_NOTICES"] },
];

/** The licences of everything that is not ours, in one text. */
export async function licences(): Promise<string> {
  const texts = parts.flatMap(({ name, files }) =>
    files.map(async (file) => {
      const manifest = findPackageJSON(name, import.meta.url);
      if (manifest === undefined) throw new Error(`${name} is not installed: run pnpm install`);
      return `${name}: ${file}\n\n${await readFile(join(dirname(manifest), file), "utf8")}`;
    }),
  );
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`);
}
