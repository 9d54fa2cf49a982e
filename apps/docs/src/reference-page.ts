import { navigation, shell } from "./layout.ts";
import type { Group } from "./pages.ts";
import type { Reference } from "./reference.ts";

/** The reference below the site's header. It is all there before a script has run. */
export function referencePage(site: readonly Group[], reference: Reference): string {
  const page = site.flatMap(({ pages }) => pages).find(({ slug }) => slug === "reference");
  if (page === undefined) throw new Error("the site has no page for the reference");
  return shell({
    site,
    page,
    policy: reference.policy,
    head: `${reference.styles}
<link rel="stylesheet" href="assets/reference.css">
<script src="assets/redoc.js" defer></script>
<script src="assets/reference.js" defer></script>
`,
    body: `<nav class="side only-narrow" id="menu" aria-label="Pages">${navigation(site, page)}</nav>
<div id="content" tabindex="-1">${reference.html}</div>`,
  });
}
