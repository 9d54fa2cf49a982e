import { readdir, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { basename, join, posix } from "node:path";

import { emptyNames, keptBehind, nameOf, type Room, rooms, topLevel } from "./house.ts";
import { type Import, importsOf } from "./imports.ts";
import { type Manifest, manifestOf, packageFolders, sourcesIn } from "./sources.ts";

/** A package with what may be asked of it. The root is one, for the tests of the whole house. */
interface Package extends Room {
  readonly folder: string;
  readonly manifest: Manifest;
}

const folderOf = new Map(Object.keys(rooms).map((folder) => [nameOf(folder), folder]));

/**
 * Reads the sources and manifests of the house.
 *
 * @returns every breach of its order as a line: the file, the import, the rule, what to do; empty
 *   where all is in order.
 */
export async function breaches(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(root)) {
    if (entry.startsWith(".") || topLevel.has(entry)) continue;
    found.push(
      `${entry}: the top level holds only what .ci/house.ts lists. Move it into spec, packages or apps.`,
    );
  }
  const house = await manifestOf(root, ".");
  if (house !== undefined) {
    const whole: Package = { folder: ".", manifest: house, imports: Object.keys(rooms) };
    found.push(
      ...inManifest(whole),
      ...(await inSources(root, whole, await sourcesIn(root, ".ci"))),
    );
  }
  for (const folder of await packageFolders(root)) {
    const manifest = await manifestOf(root, folder);
    if (manifest === undefined) continue;
    const room = rooms[folder];
    if (room === undefined || manifest.name !== nameOf(folder)) {
      found.push(
        `${folder}/package.json: ${manifest.name} in ${folder} is unknown. Give it its place in .ci/house.ts, and the name ${nameOf(folder)}.`,
      );
      continue;
    }
    const one: Package = { ...room, folder, manifest };
    found.push(...inManifest(one), ...(await inSources(root, one, await sourcesIn(root, folder))));
  }
  return found;
}

function inManifest({ folder, manifest, imports, testImports }: Package): readonly string[] {
  const file = posix.join(folder, "package.json");
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest;
  const shipped = Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
  const versions = {
    ...devDependencies,
    ...optionalDependencies,
    ...peerDependencies,
    ...dependencies,
  };
  return [
    ...shipped.flatMap((name) => against(`${file} depends on "${name}"`, name, folder, imports)),
    ...Object.keys(devDependencies).flatMap((name) =>
      against(`${file} depends on "${name}"`, name, folder, testImports),
    ),
    ...Object.entries(versions)
      .filter(([, version]) => !/^(catalog:[\w-]*|workspace:\*)$/.test(version))
      .map(
        ([name, version]) =>
          `${file} asks for "${name}" as ${version}: the house has one version of each dependency. Put it into the catalog of pnpm-workspace.yaml and write "catalog:" here ("workspace:*" for a package of the house).`,
      ),
  ];
}

/** What the arrows say to one package name; `allowed` undefined means any package of the house. */
function against(
  place: string,
  name: string,
  from: string,
  allowed: readonly string[] | undefined,
): readonly string[] {
  const keeper = keptBehind.find(({ dependency }) => dependency.test(name));
  if (keeper !== undefined && keeper.room !== from) {
    return [
      `${place}: only ${keeper.room} may, so that it can be replaced in one place. Use what ${nameOf(keeper.room)} exports.`,
    ];
  }
  const target = folderOf.get(name);
  if (target === undefined || allowed === undefined || allowed.includes(target)) return [];
  const may = allowed.length > 0 ? allowed.map(nameOf).join(", ") : "no package of the house";
  return [
    `${place}: from ${from} arrows lead to ${may}. Turn the dependency round, or move what is needed to where both may import it.`,
  ];
}

async function inSources(
  root: string,
  one: Package,
  files: readonly string[],
): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map(async (file) => {
      const imports = importsOf(file, await readFile(join(root, file), "utf8"));
      return [...inName(file), ...imports.flatMap((named) => inImport(one, file, named))];
    }),
  );
  return found.flat();
}

function inName(file: string): readonly string[] {
  const names = [...posix.dirname(file).split("/"), basename(file).replace(/\..*$/, "")];
  const empty = names.find((name) => emptyNames.has(name));
  return empty === undefined
    ? []
    : [`${file}: "${empty}" says nothing of what is inside. Name it by the idea that it holds.`];
}

/** Whether a file is run only while developing: a test, a tool, a tool's configuration. */
function isForDevelopment({ folder, tools = [] }: Package, file: string): boolean {
  if (folder === ".") return true;
  const path = posix.relative(folder, file);
  return (
    /\.test\.\w+$/.test(path) ||
    /^[\w.-]+\.config\.\w+$/.test(path) ||
    ["test", ...tools].some((tool) => path.startsWith(`${tool}/`))
  );
}

function inImport(one: Package, file: string, { line, specifier }: Import): readonly string[] {
  const developing = isForDevelopment(one, file);
  if (specifier === undefined) {
    return developing
      ? []
      : [
          `${file}:${line} imports what an expression names: nobody can see what. Write the name as a literal.`,
        ];
  }
  const place = `${file}:${line} imports "${specifier}"`;
  if (/^(\.|\/|file:)/.test(specifier)) return inPath(one, file, specifier, place);
  if (isBuiltin(specifier) || specifier.startsWith("#")) return [];

  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name === one.manifest.name) return [];
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = one.manifest;
  const shipped = { ...dependencies, ...peerDependencies, ...optionalDependencies };
  // The arrows bind what ships; a tool of a package follows them too, a test may use any.
  const allowed = developing ? one.testImports : one.imports;
  const forbidden = against(place, name, one.folder, allowed);
  if (forbidden.length > 0) return forbidden;
  const isInDevelopment = developing || one.isBundled === true;
  if (name in shipped || (isInDevelopment && name in devDependencies)) return [];
  const field = isInDevelopment ? "devDependencies" : "dependencies";
  return [
    `${place}: ${posix.join(one.folder, "package.json")} does not list it in its ${field}. Add "${name}" there.`,
  ];
}

function inPath(one: Package, file: string, specifier: string, place: string): readonly string[] {
  const target = posix.join(posix.dirname(file), specifier);
  const isAbsolute = !specifier.startsWith(".");
  const owner =
    Object.keys(rooms).find((folder) => target === folder || target.startsWith(`${folder}/`)) ??
    ".";
  const isInside = one.folder === "." ? owner === "." : owner === one.folder;
  if (!isAbsolute && !target.startsWith("..") && isInside) return [];
  return [
    `${place}: the path leads out of ${one.folder === "." ? "the root" : one.folder}. Import the other package by its name, and what it exports.`,
  ];
}
