import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

import { describe, expect, it } from "vitest";

import {
  contract,
  explorerOf,
  operations,
  pageOf,
  placeOf,
  schemaPlaceOf,
  statuses,
} from "../src/contract.ts";
import { samplesOf } from "../src/samples.ts";
import { sidebar } from "../src/sidebar.ts";
import { built, bytes, files, pages } from "./built-site.ts";

const inMenu = sidebar.flatMap(({ items }) => items);
const all = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, one = ""]) => one);
const idsIn = (html: string) => all(html, /\sid="([^"]+)"/g);

/** A link as the file that it leads to, and the place in it; undefined for another site. */
function leadsTo(href: string, page: string): { file: string; place: string } | undefined {
  const { origin, pathname, hash } = new URL(href, `http://site/docs/${page}`);
  if (origin !== "http://site") return undefined;
  expect(pathname).toMatch(/^\/docs\//);
  return { file: pathname.slice("/docs/".length) || "index.html", place: hash.slice(1) };
}

const placesOfRedoc = new Set([
  ...operations.map(({ id }) => placeOf(id)),
  ...Object.keys(contract.components.schemas).map(schemaPlaceOf),
]);

function isDead(href: string, page: string): boolean {
  if (operations.some(({ id }) => href === explorerOf(id))) return false;
  const target = leadsTo(href, page);
  if (target === undefined || placesOfRedoc.has(`${target.file}#${target.place}`)) return false;
  // Redoc renders these itself: the parts of the description, and its two groups.
  if (
    /^reference\.html#\/(?:section\/[\w-]+|hotspotsession|schemas|)$/.test(
      `${target.file}#${target.place}`,
    )
  )
    return false;
  if (!files.includes(target.file)) return true;
  return target.place !== "" && !idsIn(built(target.file)).includes(target.place);
}

describe("the site", () => {
  it("has every page of the menu, in the menu of every page", () => {
    expect(pages).toEqual([...inMenu.map((page) => `${page}.html`), "404.html"].toSorted());
    for (const page of pages.filter((name) => name !== "404.html")) {
      const links = new Set(all(built(page), /href="\/docs\/([^"#]+)"/g));
      expect(
        inMenu.filter((name) => !links.has(`${name}.html`)),
        page,
      ).toEqual([]);
    }
  });

  it.each(pages)("has no link in %s that leads nowhere", (page) => {
    const links = all(built(page), /<a\b[^>]*\shref="([^"]+)"/g);
    expect(links.filter((href) => isDead(href, page))).toEqual([]);
  });

  it("leads from each page to the one before it and the one after it", () => {
    const [, second = "", third = ""] = inMenu;
    expect(built(`${second}.html`)).toContain(`href="/docs/index.html" rel="prev"`);
    expect(built(`${second}.html`)).toContain(`href="/docs/${third}.html" rel="next"`);
  });

  it("gives the order of checks as the contract does", () => {
    const order = (text: string) =>
      all(/is checked in this order[^]*?existence[^]*?\)/.exec(text)?.[0] ?? "", /\((\d+)\)/g);
    expect(order(contract.info.description)).toHaveLength(6);
    expect(order(built("errors.md"))).toEqual(order(contract.info.description));
  });

  it("offers the contract as it is", () => {
    for (const name of ["openapi.json", "openapi.yaml"]) {
      const path = fileURLToPath(import.meta.resolve(`@hotspot-session/spec/${name}`));
      expect(bytes(name).equals(readFileSync(path))).toBe(true);
    }
  });

  it("passes on the licences of what it contains", () => {
    expect(all(built("licences.txt"), /^([@\w/-]+): [A-Z_/]+$/gm)).toHaveLength(7);
  });
});

describe("the site as Markdown", () => {
  it.each(inMenu)("has %s, linked from the page and from llms.txt", (page) => {
    const title = /<h1 id="_top"[^>]*>([^<]+)/.exec(built(`${page}.html`))?.[1] ?? "no title";
    const markdown = built(`${page}.md`);
    expect(markdown).toMatch(`# ${title}\n\n> `);
    expect(markdown.length).toBeGreaterThan(400);
    expect(built(`${page}.html`)).toContain(`type="text/markdown" href="${page}.md"`);
    expect(built("llms.txt")).toContain(`- [${title}](${page}.md): `);
    expect(built("llms-full.txt")).toContain(`# ${title}\n\n> `);
  });

  it.each(operations)("has the samples of $id as they were written", ({ id }) => {
    for (const { source } of samplesOf(id)) expect(built(`${pageOf(id)}.md`)).toContain(source);
  });

  it("has every operation, parameter, field and status of the contract in the reference", () => {
    const markdown = built("reference.md");
    const named = [
      ...operations.flatMap(({ id, method, path }) => [`(${id})`, `${method} ${path}`]),
      ...operations.flatMap(({ parameters }) => parameters.map(({ name }) => `\`${name}\``)),
      ...Object.values(contract.components.schemas).flatMap((schema) =>
        "properties" in schema ? Object.keys(schema.properties).map((name) => `\`${name}\``) : [],
      ),
      ...Object.keys(contract.components.schemas).map((name) => `### ${name}`),
      ...[...statuses().keys()].map((status) => `### ${status}: `),
    ];
    expect(named.filter((name) => !markdown.includes(name))).toEqual([]);
  });
});

describe("the reference", () => {
  const [script = ""] = all(
    built("reference.html"),
    /type="module" src="\/docs\/(_astro\/inline[^"]+)"/g,
  );
  const constant = (name: string): unknown => {
    const line = built(script)
      .split("\n")
      .find((text) => text.trim().startsWith(`const ${name} = `));
    return JSON.parse(line?.slice(line.indexOf("= ") + 2).replace(/;$/, "") ?? "null");
  };

  it("says what the contract says, and has the samples of each operation and leads to the console", () => {
    const rendered = JSON.stringify(constant("__redoc_definition"));
    for (const { id } of operations) {
      expect(rendered).toContain(JSON.stringify(samplesOf(id)[0]?.source));
      expect(rendered).toContain(String.raw`\n[Try it](../console/explorer/${id})"`);
    }
    const asInContract = rendered.replaceAll(/\\n\[Try it\]\([^)]*\)(?=")/g, "");
    const withoutSamples = JSON.parse(asInContract, (key, value) =>
      key === "x-codeSamples" ? undefined : value,
    );
    const withoutPlaces = (text: string) => text.replaceAll(/\]\(#[^)]*\)/g, "]");
    expect(withoutPlaces(JSON.stringify(withoutSamples))).toBe(
      withoutPlaces(JSON.stringify(contract)),
    );
  });

  it("sends no telemetry", () => {
    expect(constant("__redoc_options")).toMatchObject({ disableTelemetry: true });
  });
});

describe("a page", () => {
  it.each(pages)(
    "%s lets the browser load from the site alone, and has no inline script",
    (page) => {
      const html = built(page);
      const [policy = ""] = all(html, /http-equiv="Content-Security-Policy" content="([^"]+)"/g);
      expect(html.indexOf(policy)).toBeLessThan(html.search(/<(?:script|link)\b/));
      expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
      expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'|blob:/);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(html).not.toMatch(/\son\w+="/);
    },
  );

  it.each(pages)(
    "%s names no host that it would load from, and only files that are there",
    (page) => {
      const elements = built(page).match(
        /<(?:script|link|img|iframe|source|object|embed)\b[^>]*>/g,
      );
      const loaded = all(elements?.join("") ?? "", /\s(?:src|href)="([^"]+)"/g);
      expect(loaded.length).toBeGreaterThan(5);
      expect(built(page)).not.toContain("//localhost");
      for (const address of loaded) expect(files).toContain(leadsTo(address, page)?.file);
    },
  );

  it("has colours in all code, by the languages that astro.config.ts lists", () => {
    const code = pages.flatMap(
      (page) => built(page).match(/<pre data-language=[^]*?<\/pre>/g) ?? [],
    );
    const languageOf = (block: string) => /"(\w+)"/.exec(block)?.[1];
    const coloured = code.filter((block) => new Set(all(block, /"--0:(#\w+)/g)).size > 1);
    const languages = new Set(coloured.map(languageOf));
    const plain = code.map(languageOf).filter((language) => !languages.has(language));
    expect(new Set(plain)).toEqual(new Set(["plaintext", "text"]));
  });

  it("has styles that load from the site alone", () => {
    for (const name of files.filter((file) => file.endsWith(".css"))) {
      expect(built(name)).not.toMatch(/(?:url\(|@import)\s*["']?(?:https?:)?\/\//);
    }
  });
});

describe("a text of the site", () => {
  const texts = files.filter((name) => /\.(?:css|html|js|json|md|svg|txt|yaml)$/.test(name));

  it("has compressed copies beside it", () => {
    for (const name of texts) {
      expect(brotliDecompressSync(bytes(`${name}.br`)).equals(bytes(name)), name).toBe(true);
      expect(gunzipSync(bytes(`${name}.gz`)).equals(bytes(name)), name).toBe(true);
    }
  });

  it("weighs at most 60 kB with all that its page loads, the reference 700 kB", () => {
    for (const page of pages) {
      const loaded = all(
        built(page),
        /<(?:script|link)[^>]*\s(?:src|href)="\/docs\/(_astro[^"]+)"/g,
      );
      const weight = [page, ...new Set(loaded)].reduce(
        (sum, name) => sum + bytes(`${name}.br`).length,
        0,
      );
      expect(weight / 1024, page).toBeLessThan(page === "reference.html" ? 700 : 60);
    }
  });
});
