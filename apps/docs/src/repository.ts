import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Documents that the site shows as they are, so that nothing is said twice. */

const root = join(import.meta.dirname, "../../..");

/** A file of the repository's root, such as `README.md`. */
export const rootFile = (name: string) => readFile(join(root, name), "utf8");

export const decisionsFile = () => rootFile("spec/DECISIONS.md");

/** Every package that is published, in the order in which a reader meets them. */
export const published = ["spec", "types", "client", "signature", "mock", "cli"] as const;
export type Published = (typeof published)[number];

const folders: Readonly<Record<Published, string>> = {
  spec: "spec",
  types: "packages/types",
  client: "packages/client",
  signature: "packages/signature",
  mock: "packages/mock",
  cli: "apps/cli",
};

/** A file at the top of a published package; `undefined` where it has none of that name. */
export const packageFile = (name: Published, file: string) =>
  rootFile(`${folders[name]}/${file}`).catch(() => undefined);

/** What the CLI says of itself, written by its build, which turbo.json puts before this one. */
export const cliReference = () => rootFile("apps/cli/dist/hotspot.md");

/** Changes that wait for the next release, one file each, as changesets writes them. */
export async function pendingChanges(): Promise<readonly string[]> {
  const folder = join(root, ".changeset");
  const names = (await readdir(folder)).filter(
    (name) => name.endsWith(".md") && name !== "README.md",
  );
  return await Promise.all(names.toSorted().map((name) => readFile(join(folder, name), "utf8")));
}
