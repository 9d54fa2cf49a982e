import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import llms from "starlight-llms-txt";

import { finish } from "./src/finish.ts";
import { sidebar } from "./src/sidebar.ts";

/** Where the site is served below: at the service it is /docs/. */
const base = process.env["DOCS_BASE"] ?? "/docs/";

const icon = fileURLToPath(import.meta.resolve("@hotspot-session/theme/public/icon.svg"));

export default defineConfig({
  base,
  publicDir: dirname(icon),
  // The site is served from many hosts and names none; starlight-llms-txt insists on one.
  site: "http://localhost",
  build: { format: "file", inlineStylesheets: "never" },
  vite: { build: { assetsInlineLimit: 0 } },
  integrations: [
    starlight({
      title: "Hotspot Session",
      description: "The documentation of the hotspot session migration API.",
      favicon: "/icon.svg",
      logo: { src: "@hotspot-session/theme/public/icon.svg" },
      customCss: ["./src/theme.css"],
      routeMiddleware: "./src/head.ts",
      expressiveCode: { defaultProps: { frame: "code" } },
      sidebar,
      plugins: [
        llms({
          // One set for each page: src/finish.ts makes it the page's Markdown.
          customSets: sidebar
            .flatMap(({ items }) => items)
            .map((page) => ({ label: page, paths: [page] })),
          minify: { note: false, tip: false, details: false, whitespace: false },
          // Of llms-small.txt, where the reference would be longer than all else.
          exclude: ["changelog", "decisions", "reference", "security"],
        }),
      ],
    }),
    finish(base),
  ],
});
