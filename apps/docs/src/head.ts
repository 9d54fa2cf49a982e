import { defineRouteMiddleware } from "@astrojs/starlight/route-data";

/** Links each page to its Markdown, and to no host: the site does not know where it is served. */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const route = locals.starlightRoute;
  route.head = route.head.filter(
    ({ attrs }) =>
      !["canonical", "sitemap"].includes(String(attrs?.["rel"])) &&
      attrs?.["property"] !== "og:url",
  );
  if (route.id === "404") return;
  const href = `${route.id || "index"}.md`;
  route.head.push({ tag: "link", attrs: { rel: "alternate", type: "text/markdown", href } });
});
