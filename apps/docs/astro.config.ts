import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";
import llms from "starlight-llms-txt";

import { finish, pageSeparator } from "./src/finish.ts";
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
      expressiveCode: {
        defaultProps: { frame: "code" },
        // Code in any other language would have no colours; all languages would take seconds.
        shiki: {
          bundledLangs: [
            "go",
            "http",
            "java",
            "javascript",
            "json",
            "php",
            "python",
            "shellscript",
            "toml",
            "typescript",
            "yaml",
          ],
        },
      },
      sidebar,
      plugins: [
        llms({
          // src/finish.ts cuts llms-full.txt into the Markdown of each page.
          pageSeparator,
          promote: sidebar.flatMap(({ items }) => items),
          demote: [],
          minify: { note: false, tip: false, details: false, whitespace: false },
          // llms-small.txt would be no smaller: it is left empty, and src/finish.ts removes it.
          exclude: ["**"],
        }),
      ],
    }),
    finish(base),
  ],
});
