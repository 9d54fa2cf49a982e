/** What Redoc 3.0.1 would fetch for its attribution: a picture of the name, from its own host. */
const attributionLogos = [
  "https://cdn.redoc.ly/redoc/logo-mini-full.svg",
  "https://cdn.redoc.ly/redoc/logo-mini.svg",
];

/** The attribution in its place: the name, drawn as text in the page itself. */
const attribution = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="14" viewBox="0 0 40 14">' +
    "<style>text{fill:#0044d4}@media(prefers-color-scheme:dark){text{fill:#8fb8ff}}</style>" +
    '<text x="0" y="11" font-family="sans-serif" font-size="10">Redocly</text></svg>',
)}`;

/**
 * Makes Redoc keep to itself: what it would fetch from its own host is in the script.
 *
 * @throws Error where the script is not as expected, as a newer Redoc may make it.
 */
export function withoutForeignPictures(script: string): string {
  return attributionLogos.reduce((text, logo) => replaceOnce(text, logo, attribution), script);
}

/**
 * Makes a script of Redoc's module. Browsers load no modules for a page that is opened from a disk.
 * Where the module asks for its own address, to start a worker for its search, it gets none: the
 * site has one search for all pages, and the page's policy allows no worker.
 */
export function asClassicScript(module: string): string {
  const script = module.trim().replace(/export ?\{[\w, ]*\};?$/, "");
  if (script === module.trim()) {
    throw new Error(
      "Redoc's script no longer ends with its exports: see how it does, and correct src/seal.ts",
    );
  }
  const banner = '"use strict";\nvar noModule = { url: "", dirname: "" };\n';
  return `${banner}${script.replaceAll("import.meta", "noModule")}\n`;
}

function replaceOnce(page: string, text: string, replacement: string): string {
  const [before, after, ...more] = page.split(text);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(
      `Redoc's script no longer holds ${text} exactly once: see what replaced it, and correct src/seal.ts`,
    );
  }
  return before + replacement + after;
}
