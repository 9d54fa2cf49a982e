import { readFile } from "node:fs/promises";
import { join } from "node:path";

async function textIn(root: string, folder: string, field: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, folder, "package.json"), "utf8"));
  const text: unknown = Object.entries(Object(manifest)).find(([name]) => name === field)?.[1];
  if (typeof text !== "string") throw new Error(`${folder}/package.json: ${field}: is missing`);
  return text;
}

/** The version of the package in a folder: the one released last, for releasing raises it. */
export const versionOf = (root: string, folder: string) => textIn(root, folder, "version");

/** The name of the package in a folder. */
export const nameOf = (root: string, folder: string) => textIn(root, folder, "name");
