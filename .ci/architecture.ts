import { readdir, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { basename, join, posix } from "node:path";

import {
  emptyNames,
  nameOf,
  type PackageRules,
  replaceable,
  rules,
  topLevel,
} from "./dependency-rules.ts";
import { type Import, importsOf } from "./imports.ts";
import { type Manifest, manifestOf, packageFolders, sourcesIn } from "./sources.ts";

/** A package with its rules. The root is one, for the tests of the whole repository. */
interface Package extends PackageRules {
  readonly folder: string;
  readonly manifest: Manifest;
}

const folderOf = new Map(Object.keys(rules).map((folder) => [nameOf(folder), folder]));

/**
 * Reads the sources and manifests of the repository.
 *
 * @returns a line for each violation of the rules: the file, the import, the rule, what to do
 */
export async function violations(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const entry of await readdir(root)) {
    if (entry.startsWith(".") || topLevel.has(entry)) continue;
    found.push(
      `${entry}: the top level holds only what .ci/dependency-rules.ts lists. Move it into spec, packages or apps; files of your own belong in data.`,
    );
  }
  const rootManifest = await manifestOf(root, ".");
  if (rootManifest !== undefined) {
    const whole: Package = { folder: ".", manifest: rootManifest, imports: Object.keys(rules) };
    found.push(
      ...inManifest(whole),
      ...(await inSources(root, whole, await sourcesIn(root, ".ci"))),
    );
  }
  for (const folder of await packageFolders(root)) {
    const manifest = await manifestOf(root, folder);
    if (manifest === undefined) continue;
    const packageRules = rules[folder];
    if (packageRules === undefined || manifest.name !== nameOf(folder)) {
      found.push(
        `${folder}/package.json: ${manifest.name} in ${folder} is unknown. Add it to .ci/dependency-rules.ts, by the name ${nameOf(folder)}.`,
      );
      continue;
    }
    const one: Package = { ...packageRules, folder, manifest };
    found.push(...inManifest(one), ...(await inSources(root, one, await sourcesIn(root, folder))));
  }
  return found;
}

/** What the tests of several packages use. */
const tooling = ".ci/tooling/";

const ofPackage = /^(catalog:[\w-]*|workspace:\*)$/;
// With `workspace:*` in the root, turbo takes every file of that package for an input of every task.
const ofRoot = /^(catalog:[\w-]*|link:(packages|apps)\/\w+)$/;

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
    ...shipped.flatMap((name) => importRule(`${file} depends on "${name}"`, name, folder, imports)),
    ...Object.keys(devDependencies).flatMap((name) =>
      importRule(`${file} depends on "${name}"`, name, folder, testImports),
    ),
    ...Object.entries(versions)
      .filter(([, version]) => !(folder === "." ? ofRoot : ofPackage).test(version))
      .map(
        ([name, version]) =>
          `${file} asks for "${name}" as ${version}: there is one version of each dependency. Put it into the catalog of pnpm-workspace.yaml and write "catalog:" here ("workspace:*" for a package of this repository, and "link:" with its folder in the package.json of the root).`,
      ),
  ];
}

/** What is wrong with one package name; `allowed` undefined means any package of this repository. */
function importRule(
  place: string,
  name: string,
  from: string,
  allowed: readonly string[] | undefined,
): readonly string[] {
  const { importedBy = from } = replaceable.find(({ dependency }) => dependency.test(name)) ?? {};
  if (importedBy !== from) {
    return [
      `${place}: only ${importedBy} may, so that it can be replaced in one place. Use what ${nameOf(importedBy)} exports.`,
    ];
  }
  const target = folderOf.get(name);
  if (target === undefined || allowed === undefined || allowed.includes(target)) return [];
  const may = allowed.length > 0 ? allowed.map(nameOf).join(", ") : "no package of this repository";
  return [
    `${place}: ${from} may import ${may}. Reverse the dependency, or move what is needed to where both may import it.`,
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
    : [`${file}: "${empty}" does not say what is inside. Name it by the idea that it holds.`];
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
          `${file}:${line} imports what an expression names, which cannot be checked. Write the name as a literal.`,
        ];
  }
  const place = `${file}:${line} imports "${specifier}"`;
  if (/^(\.|\/|file:)/.test(specifier)) {
    const isTool = developing && posix.join(posix.dirname(file), specifier).startsWith(tooling);
    return isTool ? [] : inPath(one, file, specifier, place);
  }
  if (isBuiltin(specifier) || specifier.startsWith("#")) return [];

  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name === one.manifest.name) return [];
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = one.manifest;
  const shipped = { ...dependencies, ...peerDependencies, ...optionalDependencies };
  const allowed = developing ? one.testImports : one.imports;
  const forbidden = importRule(place, name, one.folder, allowed);
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
    Object.keys(rules).find((folder) => target === folder || target.startsWith(`${folder}/`)) ??
    ".";
  const isInside = one.folder === "." ? owner === "." : owner === one.folder;
  if (!isAbsolute && !target.startsWith("..") && isInside) return [];
  return [
    `${place}: the path leads out of ${one.folder === "." ? "the root" : one.folder}. Import the other package by its name, and what it exports.`,
  ];
}
