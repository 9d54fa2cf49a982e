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

/** Everything that the page needs is in it; the browser refuses whatever comes from elsewhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "font-src data:",
  "connect-src 'self' blob: data:",
  "worker-src blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const charset = '<meta charset="utf8" />';

/**
 * Makes a page of Redoc's keep to itself: no request to another host, whatever its scripts try.
 *
 * @throws Error where the page is not as expected, as a newer Redoc may make it.
 */
export function seal(page: string): string {
  let sealed = replaceOnce(
    page,
    charset,
    `<meta charset="utf-8" />\n  <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`,
  );
  for (const logo of attributionLogos) {
    sealed = replaceOnce(sealed, logo, attribution);
  }
  return sealed;
}

function replaceOnce(page: string, text: string, replacement: string): string {
  const [before, after, ...more] = page.split(text);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(
      `Redoc's page no longer holds ${text} exactly once: see what replaced it, and correct src/seal.ts`,
    );
  }
  return before + replacement + after;
}
