import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { describe, expect, it } from "vitest";

import { linkSchemas } from "../src/links.ts";
import { contentSecurityPolicy } from "../src/seal.ts";

const file = fileURLToPath(new URL("../dist/index.html", import.meta.url));
const page = await readFile(file, "utf8");

/** The line of the page's last script that gives the name a value. */
function constant(name: string): string {
  const line = page.split("\n").find((text) => text.includes(`const ${name} = `));
  return line?.trim().slice(`const ${name} = `.length).replace(/;$/, "") ?? "";
}

/** The contract as the page renders it. */
const rendered = constant("__redoc_definition");

const megabyte = 1024 * 1024;
/** 2.48 MB in Redoc 3.0.1, nearly all of it Redoc; a twentieth more is room for the contract. */
const budget = 2.6 * megabyte;

describe("the reference", () => {
  const operations = Object.values(contract.paths).flatMap((pathItem) =>
    Object.values(pathItem).flatMap((operation) =>
      "operationId" in operation ? [operation.operationId] : [],
    ),
  );

  it("has every operation of the contract", () => {
    expect(operations).toHaveLength(5);
    for (const operationId of operations) {
      expect(rendered).toContain(`"operationId":"${operationId}"`);
    }
  });

  it("has every schema of the contract, in a section of its own", () => {
    for (const name of Object.keys(contract.components.schemas)) {
      expect(rendered).toContain(`"${name}":{`);
    }
    expect(constant("__redoc_options")).toContain('"schemaDefinitionsTagName":"Schemas"');
  });

  it("says what the contract says, and nothing of its own", () => {
    expect(JSON.parse(rendered)).toEqual(JSON.parse(linkSchemas(JSON.stringify(contract))));
  });

  it("has the contract's title", () => {
    expect(page).toContain(`<title>${contract.info.title}</title>`);
  });

  it("links to operations and schemas that are there", () => {
    const schemas = Object.keys(contract.components.schemas);
    const targets = [
      ...operations.map((operationId) => `#operation/${operationId}`),
      ...schemas.map((name) => `#/schemas/${name.toLowerCase()}`),
    ];
    const links = [...rendered.matchAll(/\]\((#[^)]*)\)/g)].map(([, link]) => link);
    expect(links).not.toEqual([]);
    expect(links.filter((link) => !targets.some((target) => target === link))).toEqual([]);
  });
});

describe("the page", () => {
  it("keeps to itself: the browser lets it load from no other host", () => {
    const first = page.indexOf("<script");
    expect(page.slice(0, first)).toContain(`content="${contentSecurityPolicy}"`);
    expect(contentSecurityPolicy).toMatch(/^default-src 'none';/);
    expect(contentSecurityPolicy).not.toMatch(/https?:|\*|\/\//);
  });

  it("names no script, style, font or picture of another host", () => {
    const markup = page.replaceAll(/(<script[^>]*>)[^]*?<\/script>/g, "$1");
    const loading =
      /<(?:script|link|img|iframe|source|object|embed|use)\b[^>]*(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^>]*>/gi;
    expect(markup.match(loading)).toBeNull();
    expect(page.match(/url\(\s*["'`]?(?:https?:)?\/\/[^)]*\)/gi)).toBeNull();
    expect(page.match(/@import\b[^;]{0,80}\/\//gi)).toBeNull();
    expect(
      page.match(/https?:\/\/[^\s"'`\\)]+\.(?:m?js|css|woff2?|ttf|png|jpe?g|gif|svg)\b/gi),
    ).toBeNull();
    expect(page).not.toMatch(/fonts\.(?:googleapis|gstatic)\.com/);
  });

  it("counts nobody", () => {
    expect(JSON.parse(constant("__redoc_options"))).toMatchObject({ disableTelemetry: true });
  });

  it("stays within its weight", async () => {
    expect((await stat(file)).size).toBeLessThan(budget);
  });
});
