import { dirname } from "node:path";
import { env } from "node:process";
import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { compress } from "./build/compress.ts";
import { mock } from "./build/mock.ts";

const icon = fileURLToPath(import.meta.resolve("@hotspot-session/theme/public/icon.svg"));
const service = `http://127.0.0.1:${env["HOTSPOT_PORT"] ?? "8080"}`;

export default defineConfig({
  // Where the service serves it.
  base: "/console/",
  publicDir: dirname(icon),
  plugins: [react(), compress(), env["HOTSPOT_MOCK"] === "1" && mock()],
  server: { port: 5173, proxy: { "/v1": service, "/docs": service } },
  build: {
    // What `light-dark()` needs.
    target: ["chrome123", "firefox120", "safari17.5"],
    // The policy allows no `data:` but for images, and no script in the page.
    assetsInlineLimit: 0,
    // Seven kilobytes in all, compressed: a file for each view costs more requests than it saves.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    license: { fileName: "licences.md" },
    reportCompressedSize: false,
  },
});
