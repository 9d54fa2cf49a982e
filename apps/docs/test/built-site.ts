import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { dist } from "../src/serve.ts";

/** A file of the built site as text. */
export const built = (name: string) => readFileSync(join(dist, name), "utf8");

/** The names of all files of the built site. */
export const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(dist.length + 1))
  .toSorted();

export const pages = files.filter((name) => name.endsWith(".html"));
