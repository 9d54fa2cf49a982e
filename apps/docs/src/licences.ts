import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

const here = import.meta.url;
const starlight = import.meta.resolve("@astrojs/starlight");
const theme = import.meta.resolve("@hotspot-session/theme/tokens.css");

/** What the site contains of others: whose dependency it is, and the files that its licence asks to pass on. */
const parts: readonly (readonly [name: string, of: string, ...files: readonly string[]])[] = [
  ["@astrojs/starlight", here, "LICENSE"],
  ["astro-expressive-code", starlight, "LICENSE"],
  ["pagefind", starlight, "LICENSE/LICENSE"],
  ["@fontsource-variable/inter", theme, "LICENSE"],
  ["@fontsource-variable/jetbrains-mono", theme, "LICENSE"],
  ["@redocly/cli", here, "LICENSE", "THIRD_PARTY_NOTICES"],
];

/** The licences of everything that is not ours, in one text. */
export async function licences(): Promise<string> {
  const texts = parts.flatMap(([name, of, ...files]) =>
    files.map(async (file) => {
      const manifest = findPackageJSON(name, of);
      if (manifest === undefined) throw new Error(`${name} is not installed: run pnpm install`);
      return `${name}: ${file}\n\n${await readFile(join(dirname(manifest), file), "utf8")}`;
    }),
  );
  return (await Promise.all(texts)).join(`\n${"-".repeat(80)}\n\n`);
}
