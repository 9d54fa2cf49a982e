import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "vite";
import { expect, it } from "vitest";

/** Bytes, minified and gzipped. Lower it when the client shrinks; do not raise it. */
const budget = 10_240;

/** Bundles all that the built client exports, openapi-fetch included, and returns its chunks. */
async function bundle(): Promise<readonly string[]> {
  const bundles = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL("../dist/index.js", import.meta.url)),
        formats: ["es"],
      },
      // Of ES modules Vite leaves the white space in, for the bundler of the application.
      rolldownOptions: { output: { minify: true } },
    },
  });
  const files = (Array.isArray(bundles) ? bundles : []).flatMap(({ output }) => output);
  return files.map((file) => (file.type === "chunk" ? file.code : ""));
}

it("the whole client in a bundle weighs no more than its budget", async () => {
  const chunks = await bundle();
  // Far below, something was left out of the bundle.
  expect(chunks.join("").length).toBeGreaterThan(8_000);
  const gzipped = chunks.map((code) => gzipSync(code, { level: 9 }).length);
  const sum = gzipped.reduce((total, size) => total + size, 0);
  expect(sum, "find what made it grow").toBeLessThanOrEqual(budget);
});
