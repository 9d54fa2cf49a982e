import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "vite";

/**
 * The most that the whole client may add to a bundle, in bytes, minified and gzipped. Lower it when
 * the client shrinks; do not raise it.
 */
export const sizeBudget = 10_240;

/** In bytes. */
export interface Size {
  readonly minified: number;
  readonly gzipped: number;
}

/** What the client adds to a bundle. */
export interface Weights {
  /** All that an application loads at its start. */
  readonly start: Size;
  /** With what is loaded only where it is needed: the signing of requests. */
  readonly whole: Size;
}

/** Bundles everything that the built client exports, openapi-fetch included, with Vite. */
export async function measureSize(): Promise<Weights> {
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
  const chunks = files.map((file) => {
    if (file.type === "chunk") return file;
    throw new Error(`expected nothing but code, not ${file.fileName}`);
  });
  return { start: sizeOf(chunks.filter(({ isEntry }) => isEntry)), whole: sizeOf(chunks) };
}

function sizeOf(chunks: readonly { readonly code: string }[]): Size {
  let minified = 0;
  let gzipped = 0;
  for (const { code } of chunks) {
    minified += Buffer.byteLength(code);
    gzipped += gzipSync(code, { level: 9 }).length;
  }
  return { minified, gzipped };
}
