/** What a package may import. */
export interface PackageRules {
  /** The packages of this repository that its own code may import: the arrows of the README's map. */
  readonly imports: readonly string[];
  /** The same for its tests and tools; any package where this is left out. */
  readonly testImports?: readonly string[];
  /** Folders of code that is run during development and never shipped. */
  readonly tools?: readonly string[];
  /** Whether its build puts what it depends on into it: then it lists that in devDependencies. */
  readonly isBundled?: boolean;
}

const scope = "@hotspot-session/";

export const nameOf = (folder: string) => scope + (folder.split("/").at(-1) ?? folder);

/** Every package by its folder. Which package imports which is decided here and nowhere else. */
export const rules: Readonly<Record<string, PackageRules>> = {
  spec: { imports: [], testImports: [], tools: ["rules", "diff"] },
  "packages/types": { imports: [], testImports: ["spec"], tools: ["generator", "compat"] },
  "packages/signature": { imports: [], testImports: [] },
  "packages/client": {
    imports: ["packages/types", "packages/signature"],
    tools: ["ecosystem", "compat"],
  },
  "packages/theme": { imports: [], testImports: [] },
  "packages/mock": { imports: ["spec"], tools: ["build"], isBundled: true },
  "apps/service": {
    imports: ["spec", "packages/types", "packages/signature"],
    tools: ["build", "bench", "ecosystem"],
  },
  "apps/cli": { imports: ["packages/client"], tools: ["build", "bench"] },
  "apps/mcp": { imports: ["packages/client", "spec"] },
  "apps/console": {
    imports: ["packages/client", "packages/theme", "spec"],
    testImports: ["packages/client", "packages/theme", "packages/mock", "spec"],
    tools: ["build", "bench"],
    isBundled: true,
  },
  "apps/docs": {
    imports: ["packages/theme", "spec"],
    testImports: ["packages/theme", "spec", "packages/client", "packages/mock"],
    tools: ["src", "samples"],
  },
};

/** Dependencies that must stay replaceable in one place, and the package that may import them. */
export const replaceable: readonly {
  readonly dependency: RegExp;
  readonly importedBy: string;
}[] = [
  { dependency: /^openapi-fetch$/, importedBy: "packages/client" },
  { dependency: /^openapi-typescript(-helpers)?$/, importedBy: "packages/types" },
  { dependency: /^@stoplight\//, importedBy: "packages/mock" },
];

/** The top level, beside dot-files and dot-folders. */
export const topLevel: ReadonlySet<string> = new Set([
  "spec",
  "packages",
  "apps",
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "LICENSE",
  "package.json",
  "pnpm-workspace.yaml",
  "pnpm-lock.yaml",
  "turbo.json",
  "tsconfig.base.json",
  "vitest.config.ts",
  // Not in the repository: what an install, a running service and a reader of the README leave here.
  "node_modules",
  "data",
]);

/** Names that do not say what is inside, and so attract everything. */
export const emptyNames: ReadonlySet<string> = new Set(
  "util utils helper helpers common shared manager managers data misc".split(" "),
);
