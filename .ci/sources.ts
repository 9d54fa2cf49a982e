import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const skipped = new Set(["node_modules", "dist"]);
const code = new Set([".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"]);

/** The sources below a folder, as paths from the root; none where there is no such folder. */
export async function sourcesIn(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        return skipped.has(entry.name) || entry.name.startsWith(".") ? [] : sourcesIn(root, path);
      }
      return code.has(extname(entry.name)) ? [path] : [];
    }),
  );
  return found.flat().toSorted();
}

/** The folders of all packages, in the words of the workspace: spec, packages/*, apps/*. */
export async function packageFolders(root: string): Promise<readonly string[]> {
  const under = async (folder: string) => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
  };
  return ["spec", ...(await under("packages")), ...(await under("apps"))];
}

type Dependencies = Readonly<Record<string, string>>;

export interface Manifest {
  readonly name: string;
  /** Whether it is never published. */
  readonly private: boolean;
  readonly dependencies: Dependencies;
  readonly peerDependencies: Dependencies;
  readonly optionalDependencies: Dependencies;
  readonly devDependencies: Dependencies;
}

/** The package.json of a folder; `undefined` where it has none, as a folder not yet built in. */
export async function manifestOf(root: string, folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(root, folder, "package.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const none = { dependencies: {}, peerDependencies: {}, optionalDependencies: {} };
  return { name: "", private: false, ...none, devDependencies: {}, ...JSON.parse(text) };
}
