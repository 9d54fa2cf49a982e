import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The name of the package in a folder, and its version: the one released last, for releasing raises it. */
export function packageIn(root: string, folder: string) {
  const manifest: unknown = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
  const { name, version }: { readonly name?: unknown; readonly version?: unknown } =
    Object(manifest);
  if (typeof name === "string" && typeof version === "string") return { name, version };
  throw new Error(`${folder}/package.json: has no name or no version`);
}
