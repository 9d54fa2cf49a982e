import { escapeHtml } from "./highlight.ts";
import type { Section } from "./markdown.ts";
import type { Group, Page } from "./pages.ts";

/** Everything that a page needs is in its folder; the browser refuses whatever comes from elsewhere. */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const siteName = "Hotspot Session";

interface Shell {
  readonly site: readonly Group[];
  readonly page: Page;
  readonly policy: string;
  /** Further elements of the head. */
  readonly head?: string;
  /** All that is below the header. */
  readonly body: string;
}

/** A whole document: what all pages have, around what is this page's own. */
export function shell({ site, page, policy, head = "", body }: Shell): string {
  const title = page.slug === "index" ? siteName : `${page.title} · ${siteName}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(page.summary)}">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="assets/site.css">
<script src="assets/theme.js"></script>
<script src="assets/site.js" defer></script>
${head}</head>
<body class="page-${page.slug}">
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<button class="icon menu-button" type="button" aria-expanded="false" aria-controls="menu" aria-label="Menu">${icons.menu}</button>
<a class="brand" href="index.html"><img src="assets/icon.svg" width="22" height="22" alt=""><span>${siteName}</span></a>
<nav class="tabs" aria-label="Sections">${tabs(site, page)}</nav>
<button class="search-button" type="button" aria-haspopup="dialog">${icons.search}<span>Search</span><kbd>/</kbd></button>
<button class="icon theme-button" type="button" aria-label="Switch between light and dark">${icons.sun}${icons.moon}</button>
</header>
${body}
</body>
</html>
`;
}

/** A page of text: the navigation, the text, and the contents of the page. */
export function textPage(
  site: readonly Group[],
  page: Page,
  { html, sections }: { readonly html: string; readonly sections: readonly Section[] },
): string {
  const pages = site.flatMap((group) => group.pages);
  const at = pages.indexOf(page);
  const [previous, next] = [pages[at - 1], pages[at + 1]];
  const group = site.find((one) => one.pages.includes(page))?.title ?? "";
  const step = (to: Page | undefined, rel: string, word: string) =>
    to === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${to.slug}.html"><small>${word}</small>${escapeHtml(to.title)}</a>`;
  const body = `<div class="frame">
<nav class="side" id="menu" aria-label="Pages">${navigation(site, page)}</nav>
<main id="content" tabindex="-1">
<article>
<p class="group">${escapeHtml(group)}</p>
${html}</article>
<nav class="steps" aria-label="Before and after">${step(previous, "prev", "Before")}${step(next, "next", "Next")}</nav>
<footer>Apache-2.0. Not a product of Huawei. <a href="licences.txt">Licences of what this site contains</a></footer>
</main>
${contents(sections)}
</div>`;
  return shell({ site, page, policy: pagePolicy, body });
}

export function navigation(site: readonly Group[], page: Page): string {
  return site
    .map(
      ({ title, pages }) =>
        `<section><h2>${escapeHtml(title)}</h2><ul>${pages
          .map((one) => `<li>${link(one, one.title, one === page)}</li>`)
          .join("")}</ul></section>`,
    )
    .join("");
}

/** The first page of each group, as the shortest way to it. */
function tabs(site: readonly Group[], page: Page): string {
  return site
    .flatMap(({ title, pages: [first, ...more] }) => {
      if (first === undefined) return [];
      const isHere = first === page || more.includes(page);
      return [link(first, title, isHere)];
    })
    .join("");
}

function link(page: Page, title: string, isHere: boolean): string {
  const here = isHere ? ' aria-current="page"' : "";
  return `<a href="${page.slug}.html"${here}>${escapeHtml(title)}</a>`;
}

function contents(sections: readonly Section[]): string {
  const shown = sections.filter(({ id, level }) => id !== "" && level <= 3);
  if (shown.length < 2) return '<aside class="contents"></aside>';
  const items = shown.map(
    ({ id, level, title }) =>
      `<li class="level-${level}"><a href="#${id}">${escapeHtml(title)}</a></li>`,
  );
  return `<aside class="contents"><nav aria-label="On this page"><h2>On this page</h2><ul>${items.join("")}</ul></nav></aside>`;
}

const icon = (name: string, paths: string) =>
  `<svg class="icon-${name}" viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;

const icons = {
  menu: icon("menu", '<path d="M3 5.5h14M3 10h14M3 14.5h14"/>'),
  search: icon("search", '<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 3.8 3.8"/>'),
  sun: icon(
    "sun",
    '<circle cx="10" cy="10" r="3.5"/><path d="M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1"/>',
  ),
  moon: icon("moon", '<path d="M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z"/>'),
};
