import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { linkSchemas } from "./links.ts";
import { asClassicScript, withoutForeignPictures } from "./seal.ts";

const folderOfPackage = join(import.meta.dirname, "..");
const contract = fileURLToPath(import.meta.resolve("@hotspot-session/spec/openapi.json"));

/** What Redoc makes of the contract, taken apart. */
export interface Reference {
  /** Its styles, for the head. */
  readonly styles: string;
  /** The page as it is before any script has run. */
  readonly html: string;
  /** Redoc itself, the same for every contract. */
  readonly redoc: string;
  /** What hands the contract to Redoc. */
  readonly start: string;
  /** What the browser may do on the page. */
  readonly policy: string;
}

/** Runs `redocly build-docs` on the contract. */
export async function buildReference(): Promise<Reference> {
  const folder = await mkdtemp(join(tmpdir(), "hotspot-docs-"));
  try {
    const linked = join(folder, "openapi.json");
    const template = join(folder, "template.hbs");
    const page = join(folder, "page.html");
    await writeFile(linked, linkSchemas(await readFile(contract, "utf8")));
    await writeFile(template, `{{{redocHead}}}${cut}{{{redocHTML}}}`);
    await promisify(execFile)(
      join(folderOfPackage, "node_modules/.bin/redocly"),
      ["build-docs", linked, "--inlineBundle", `--template=${template}`, `--output=${page}`],
      {
        cwd: folderOfPackage,
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      },
    );
    return takeApart(await readFile(page, "utf8"));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const cut = "<!-- here the head ends -->";

function takeApart(page: string): Reference {
  const [styles, body] = split(page, cut);
  const [markup, scripts] = split(body, '<script type="module">');
  const [redoc, rest] = split(scripts, "const __redoc_definition = ");
  const [definition] = split(rest, "</script>");
  const html = relativeLinks(markup);
  return {
    styles: styles.trim(),
    html: html.trim(),
    redoc: asClassicScript(withoutForeignPictures(redoc)),
    start: `const __redoc_definition = ${definition.trim().replaceAll(/^ +/gm, "")}\n`,
    policy: policyFor(html),
  };
}

/** Redoc renders links of the menu from the root of the host; in the browser they are fragments. */
const relativeLinks = (html: string) => html.replaceAll('href="/', 'href="#/');

/**
 * Redoc styles elements by attributes and by sheets that it makes, so inline styles must be; its
 * one inline script, which sets the theme, is let in by its hash.
 */
function policyFor(html: string): string {
  const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(
    ([, text = ""]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    `script-src 'self' ${scripts.join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function split(text: string, at: string): [string, string] {
  const place = text.indexOf(at);
  if (place < 0) {
    throw new Error(
      `Redoc's page no longer holds ${at}: see what it looks like now, and correct src/reference.ts`,
    );
  }
  return [text.slice(0, place), text.slice(place + at.length)];
}
