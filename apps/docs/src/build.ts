import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "vite";

import { referencePage } from "./reference-page.ts";
import { licences } from "./licences.ts";
import { buildReference } from "./reference.ts";
import { textPage } from "./layout.ts";
import { render } from "./markdown.ts";
import { readSite } from "./pages.ts";
import { searchEntries, searchScript } from "./search-index.ts";

const folder = join(import.meta.dirname, "..");
const dist = join(folder, "dist");
const assets = join(dist, "assets");

await rm(dist, { recursive: true, force: true });
await mkdir(assets, { recursive: true });
await Promise.all([buildTexts(), buildScripts("site"), buildScripts("theme"), copyAssets()]);

async function buildTexts(): Promise<void> {
  const [site, reference] = await Promise.all([readSite(), buildReference()]);
  const texts = site
    .flatMap(({ pages }) => pages)
    .flatMap((page) => (page.markdown === undefined ? [] : [{ page, ...render(page.markdown) }]));
  const write = (name: string, text: string) => writeFile(join(dist, name), text);
  await Promise.all([
    ...texts.map((text) => write(`${text.page.slug}.html`, textPage(site, text.page, text))),
    write("licences.txt", await licences()),
    write("reference.html", referencePage(site, reference)),
    write("assets/redoc.js", reference.redoc),
    write("assets/reference.js", reference.start),
    write("assets/search-index.js", searchScript(searchEntries(texts))),
  ]);
}

/** A script of the pages, in one file that needs no module loader: it is to work from a disk too. */
async function buildScripts(name: string): Promise<void> {
  await build({
    root: folder,
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: assets,
      emptyOutDir: false,
      target: "es2022",
      lib: {
        entry: join(folder, `src/browser/${name}.ts`),
        formats: ["iife"],
        name,
        fileName: () => `${name}.js`,
      },
    },
  });
}

async function copyAssets(): Promise<void> {
  const inter = import.meta
    .resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
  const mono = import.meta
    .resolve("@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2");
  await Promise.all([
    copyFile(join(folder, "style/site.css"), join(assets, "site.css")),
    copyFile(join(folder, "style/reference.css"), join(assets, "reference.css")),
    copyFile(join(folder, "style/icon.svg"), join(assets, "icon.svg")),
    copyFile(fileURLToPath(inter), join(assets, "inter.woff2")),
    copyFile(fileURLToPath(mono), join(assets, "jetbrains-mono.woff2")),
  ]);
}
