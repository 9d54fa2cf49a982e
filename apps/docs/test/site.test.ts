import { join } from "node:path";
import { gzipSync } from "node:zlib";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import MiniSearch from "minisearch";
import { describe, expect, it } from "vitest";

import { operationLink, operations, schemaLink } from "../src/contract.ts";
import { pagePolicy } from "../src/layout.ts";
import { linkSchemas } from "../src/links.ts";
import { samplesOf } from "../src/samples.ts";
import { searchOptions, type SearchEntry } from "../src/search-entry.ts";
import { built, files, pages } from "./built-site.ts";

/** The line of the reference's script that gives the name a value. */
function constant(name: string): unknown {
  const line = built("assets/reference.js")
    .split("\n")
    .find((text) => text.startsWith(`const ${name} = `));
  return JSON.parse(line?.slice(`const ${name} = `.length).replace(/;$/, "") ?? "null");
}

const fragmentsOf = (html: string) =>
  [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? "");

/** What Redoc has at fragments of its own, which no markup shows. */
const placesOfReference = new Set([
  ...operations.map(({ operationId }) => operationLink(operationId)),
  ...Object.keys(contract.components.schemas).map(schemaLink),
]);

function deadLinks(page: string): readonly string[] {
  const html = built(page);
  const links = [...html.matchAll(/<a\b[^>]*\shref="([^"]+)"/g)].map(([, href]) => href ?? "");
  return links.filter((href) => {
    if (/^https?:/.test(href)) return false;
    if (page === "reference.html" && href.startsWith("#")) return false;
    if (placesOfReference.has(href)) return false;
    const [name = "", fragment] = href.split("#");
    if (fragment === undefined && files.includes(name)) return false;
    const target = name === "" ? page : name;
    if (!pages.includes(target)) return true;
    return fragment !== undefined && !fragmentsOf(built(target)).includes(fragment);
  });
}

describe("the site", () => {
  it("has every page of the navigation, on every page", () => {
    expect(pages).toEqual([
      "authentication.html",
      "changelog.html",
      "cli.html",
      "client.html",
      "decisions.html",
      "errors.html",
      "exempt-users.html",
      "index.html",
      "migrating.html",
      "mock.html",
      "pagination.html",
      "reference.html",
      "running.html",
      "security.html",
    ]);
    for (const page of pages) {
      expect(pages.filter((other) => !built(page).includes(`href="${other}"`))).toEqual([]);
    }
  });

  it.each(pages)("has no link in %s that leads nowhere", (page) => {
    expect(deadLinks(page)).toEqual([]);
  });

  it("has every decision, at the place where the repository has it", () => {
    const ids = fragmentsOf(built("decisions.html"));
    expect(ids).toEqual(expect.arrayContaining(["operation-names", "order-of-checks", "security"]));
    expect(built("decisions.html").match(/<h3 /g)).toHaveLength(38);
  });

  it("passes on the licences of what it contains", () => {
    const text = built("licences.txt");
    expect(text.match(/^(?:@?[\w/-]+): [A-Z_.a-z]+$/gm)).toHaveLength(5);
    expect(text).toContain("SIL OPEN FONT LICENSE");
  });

  it("leaves no fact open", () => {
    for (const page of pages) expect(built(page).match(/\{\{.{0,40}/), page).toBeNull();
  });
});

describe("the reference", () => {
  it("says what the contract says, and has the samples besides", () => {
    const rendered = constant("__redoc_definition");
    const expected = JSON.parse(linkSchemas(JSON.stringify(contract)));
    for (const pathItem of Object.values<object>(expected.paths)) {
      for (const operation of Object.values<Record<string, unknown>>(Object(pathItem))) {
        if (typeof operation["operationId"] !== "string") continue;
        operation["x-codeSamples"] = samplesOf(operation["operationId"]).map(
          ({ lang, label, source }) => ({ lang, label, source }),
        );
      }
    }
    expect(rendered).toEqual(expected);
  });

  it("counts nobody", () => {
    expect(constant("__redoc_options")).toMatchObject({ disableTelemetry: true });
  });

  it("is there before a script has run", () => {
    const html = built("reference.html");
    expect(html.indexOf(contract.info.summary)).toBeGreaterThan(html.indexOf('<div id="redoc">'));
  });
});

describe("a page", () => {
  it.each(pages)("%s keeps to itself: the browser lets it load from no other host", (page) => {
    const html = built(page);
    const [, policy = ""] =
      /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    expect(html.indexOf(policy)).toBeLessThan(html.search(/<(?:script|link)\b/));
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/https?:|\*|\/\/|unsafe-eval|blob:/);
    const strict = pages.filter((name) => name !== "reference.html").includes(page);
    expect(policy === pagePolicy).toBe(strict);
    expect(/script-src[^;]*/.exec(policy)?.[0]).not.toContain("unsafe-inline");
  });

  it.each(files.filter((name) => /\.(html|css|js)$/.test(name)))(
    "%s names no script, style, font or picture of another host",
    (name) => {
      const text = built(name);
      const markup = name.endsWith(".html") ? text : "";
      const loading =
        /<(?:script|link|img|iframe|source|object|embed|use)\b[^>]*(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^>]*>/gi;
      expect(markup.match(loading)).toBeNull();
      expect(text.match(/url\(\s*["'`]?(?:https?:)?\/\/[^)]*\)/gi)).toBeNull();
      expect(text.match(/@import\b[^;]{0,80}\/\//gi)).toBeNull();
      expect(
        text.match(/https?:\/\/[^\s"'`\\)]+\.(?:m?js|css|woff2?|ttf|png|jpe?g|gif|svg)\b/gi),
      ).toBeNull();
    },
  );

  it.each(pages)("%s takes what it loads from its own folder, wherever that is", (page) => {
    const loads = [...built(page).matchAll(/<(?:script|link|img)\b[^>]*\s(?:src|href)="([^"]+)"/g)];
    expect(loads.length).toBeGreaterThan(3);
    for (const [, path = ""] of loads) expect(files).toContain(path);
  });
});

describe("the weight, compressed", () => {
  const kilobytes = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(built(name)).length, 0) / 1024;

  it("of a guide with its scripts and styles is at most 32 kB", () => {
    for (const page of pages.filter((name) => name !== "reference.html")) {
      const loaded = [page, "assets/site.css", "assets/site.js", "assets/theme.js"];
      expect(kilobytes(loaded), page).toBeLessThan(32);
    }
  });

  it("of the search, loaded when it is opened, is at most 64 kB", () => {
    expect(kilobytes(["assets/search-index.js"])).toBeLessThan(64);
  });

  // 635 kB in Redoc 3.0.1; it is cached, and the page is readable before it has come.
  it("of Redoc is at most 660 kB, of the rest of the reference 64 kB", () => {
    expect(kilobytes(["assets/redoc.js"])).toBeLessThan(660);
    expect(
      kilobytes(["reference.html", "assets/reference.js", "assets/reference.css"]),
    ).toBeLessThan(64);
  });
});

describe("the search index", () => {
  const [, json = ""] =
    /^globalThis\.hotspotSearchIndex = (.*);\n$/.exec(built("assets/search-index.js")) ?? [];
  const index = MiniSearch.loadJSON<SearchEntry>(JSON.parse(json), searchOptions);
  const found = (words: string) =>
    index
      .search(words)
      .slice(0, 3)
      .map(({ id }) => String(id));

  it.each([
    ["CreateHotspotSessionConfig", "reference.html#/hotspotsession/createhotspotsessionconfig"],
    ["retry-after", "errors.html#what-to-repeat"],
    ["HOTSPOT_DATABASE_URL", "running.html#settings"],
    ["hotspot user sync", "cli.html#hotspot-user-sync"],
    ["trailing slash", "decisions.html#trailing-slash"],
    ["BulkError", "client.html#large-lists"],
  ])("finds %s", (words, place) => {
    expect(found(words)).toContain(place);
  });

  it("leads only to what is there", () => {
    const ids = index.search(MiniSearch.wildcard).map(({ id }) => String(id));
    expect(ids.length).toBeGreaterThan(120);
    const dead = ids.filter((id) => {
      if (placesOfReference.has(id)) return false;
      const [name = "", fragment] = id.split("#");
      return fragment !== undefined && !fragmentsOf(built(join(name))).includes(fragment);
    });
    expect(dead).toEqual([]);
  });
});
