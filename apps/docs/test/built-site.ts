import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const dist = join(import.meta.dirname, "../dist");

/** A file of the built site as bytes, and as text. */
export const bytes = (name: string): Buffer => readFileSync(join(dist, name));
export const built = (name: string): string => bytes(name).toString();

/** The names of all files of the built site. */
export const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => join(parentPath, name).slice(dist.length + 1))
  .toSorted();

export const pages = files.filter((name) => name.endsWith(".html"));
