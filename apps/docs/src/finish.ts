import { createHash } from "node:crypto";
import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import type { AstroIntegration } from "astro";

import { licences } from "./licences.ts";

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

/** Puts the Markdown that starlight-llms-txt made of each page beside it, and lists it in llms.txt. */
async function publishMarkdown(folder: string): Promise<void> {
  const made = join(folder, "_llms-txt");
  const lines: string[] = [];
  for (const name of await readdir(made)) {
    const page = name.replace(".txt", ".md");
    const text = (await readFile(join(made, name), "utf8"))
      .replace(/^<SYSTEM>.*<\/SYSTEM>\s*/, "")
      // An empty line of code becomes two.
      .replaceAll("\n\n\n", "\n\n");
    await writeFile(join(folder, page), `${text}\n`);
    const [, title, about] = /^# (.*)\n\n> (.*)/.exec(text) ?? [];
    lines.push(`- [${title}](${page}): ${about}`);
  }
  const index = join(folder, "llms.txt");
  const text = await readFile(index, "utf8");
  const pages = text
    .replaceAll(/^- .*_llms-txt.*\n/gm, "")
    .replaceAll(/http:\/\/localhost[^)]*\//g, "");
  await writeFile(index, `${pages}\n## Pages\n\n${lines.join("\n")}\n`);
  await rm(made, { recursive: true });
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
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    await writeFile(`${path}.br`, await promisify(brotliCompress)(content, { params }));
    await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}
