import { createHash } from "node:crypto";
import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import type { AstroIntegration } from "astro";

import { licences } from "./licences.ts";
import { sidebar } from "./sidebar.ts";

/** Written by the build of the CLI, which turbo.json puts before this one. */
const projectSchema = "../cli/dist/hotspot.schema.json";

/** Completes the built site: Markdown of each page, no inline scripts, a policy, compressed copies. */
export const finish = (base: string): AstroIntegration => ({
  name: "finish",
  hooks: {
    async "astro:build:done"({ dir }) {
      const folder = fileURLToPath(dir);
      await publishMarkdown(folder);
      for (const name of await readdir(folder)) {
        if (name.endsWith(".html")) await applyPolicy(folder, name, base);
      }
      for (const name of ["openapi.json", "openapi.yaml"]) {
        const contract = fileURLToPath(import.meta.resolve(`@hotspot-session/spec/${name}`));
        await copyFile(contract, join(folder, name));
      }
      await copyFile(projectSchema, join(folder, "hotspot.schema.json"));
      await writeFile(join(folder, "licences.txt"), await licences());
      await compress(folder);
    },
  },
});

/** Stands between the pages of llms-full.txt, in the order of the menu, until they are cut out. */
export const pageSeparator = "\n\n<!-- page -->\n\n";

/** Cuts the Markdown of each page out of llms-full.txt, puts it beside the page, and lists it in llms.txt. */
async function publishMarkdown(folder: string): Promise<void> {
  const pages = sidebar.flatMap(({ items }) => items);
  const full = join(folder, "llms-full.txt");
  // An empty line of code becomes two.
  const text = (await readFile(full, "utf8")).replaceAll(/\n\n\n/g, "\n\n");
  const [, ...texts] = text.split(pageSeparator);
  if (texts.length !== pages.length) throw new Error("llms-full.txt has not the pages of the menu");
  const lines: string[] = [];
  for (const [index, page] of pages.entries()) {
    await writeFile(join(folder, `${page}.md`), `${texts[index]}\n`);
    const [, title, about] = /^# (.*)\n\n> (.*)/.exec(texts[index] ?? "") ?? [];
    lines.push(`- [${title}](${page}.md): ${about}`);
  }
  await writeFile(full, text.replaceAll(pageSeparator, "\n\n"));
  await rm(join(folder, "llms-small.txt"));
  const index = join(folder, "llms.txt");
  const intro = (await readFile(index, "utf8"))
    .replace(/^- .*llms-small.*\n/m, "")
    .replaceAll(/http:\/\/localhost[^)]*\//g, "");
  await writeFile(index, `${intro}\n## Pages\n\n${lines.join("\n")}\n`);
  // The addresses in a site map would name a host.
  for (const name of await readdir(folder)) {
    if (name.startsWith("sitemap")) await rm(join(folder, name));
  }
}

/** Everything that a page needs comes from the site itself; the browser refuses anything else. */
const policy = (page: string) =>
  [
    "default-src 'none'",
    // Pagefind, the search, is WebAssembly.
    "script-src 'self' 'wasm-unsafe-eval'",
    // Redoc writes its style sheets while it runs; elsewhere only the colours of code are inline.
    ...(page === "reference.html"
      ? ["style-src 'self' 'unsafe-inline'"]
      : ["style-src 'self'", "style-src-attr 'unsafe-inline'"]),
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

const inlineScript = /<script((?![^>]*\ssrc=)[^>]*)>([^]*?)<\/script>/g;

/** Moves the scripts of a page to files, so that `script-src 'self'` allows them, and adds the policy. */
async function applyPolicy(folder: string, name: string, base: string): Promise<void> {
  const path = join(folder, name);
  let page = await readFile(path, "utf8");
  // Starlight adds .html to every link of a menu, also where it ends with a place in a page.
  page = page.replaceAll(/(href="[^"#]*#[^"]*)\.html"/g, '$1"');
  for (const [element, attributes = "", script = ""] of page.matchAll(inlineScript)) {
    const hash = createHash("sha256").update(script).digest("hex").slice(0, 12);
    const file = `_astro/inline.${hash}.js`;
    await writeFile(join(folder, file), script);
    page = page.replace(
      element,
      () => `<script${attributes} src="${base.replace(/\/$/, "")}/${file}"></script>`,
    );
  }
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(name)}">`;
  await writeFile(
    path,
    page.replace(/<meta charset="utf-8"\s*\/?>/, (charset) => charset + meta),
  );
}

const texts = new Set([".css", ".html", ".js", ".json", ".md", ".svg", ".txt", ".yaml"]);

/** Writes a compressed copy beside each text, for servers that send what the browser accepts. */
async function compress(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !texts.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    // The higher level saves 1 % of a small text, and spends more time on its tables than on the text.
    const quality = content.length > 100_000 ? 9 : 6;
    const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}
