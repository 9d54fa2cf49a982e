import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

import type { Plugin } from "vite";

const texts = new Set([".css", ".html", ".js", ".md", ".svg"]);

/** Writes a compressed copy beside each text, for servers that send what the browser accepts. */
export const compress = (): Plugin => ({
  name: "compress",
  apply: "build",
  async writeBundle({ dir = "" }) {
    for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !texts.has(extname(entry.name))) continue;
      const path = join(entry.parentPath, entry.name);
      const content = await readFile(path);
      await writeFile(`${path}.br`, await promisify(brotliCompress)(content));
      await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
    }
  },
});
