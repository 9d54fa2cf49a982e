/** One package of the house and its place in the order of things. */
export interface Room {
  /** The packages of the house that its own code may import: the arrows of the README's map. */
  readonly imports: readonly string[];
  /** The same for its tests and tools, where not every package is open to them. */
  readonly testImports?: readonly string[];
  /** Folders whose code is run while developing and never shipped. */
  readonly tools?: readonly string[];
  /** Whether its build puts what it depends on into it: then it lists that in devDependencies. */
  readonly isBundled?: boolean;
}

const scope = "@hotspot-session/";

export const nameOf = (folder: string) => scope + (folder.split("/").at(-1) ?? folder);

/** Every package by its folder. Who imports whom is decided here and nowhere else. */
export const rooms: Readonly<Record<string, Room>> = {
  spec: { imports: [], testImports: [], tools: ["rules", "diff"] },
  "packages/types": { imports: [], testImports: ["spec"], tools: ["generator", "compat"] },
  "packages/signature": { imports: [], testImports: [] },
  "packages/client": {
    imports: ["packages/types", "packages/signature"],
    tools: ["bench", "ecosystem", "compat"],
  },
  "packages/mock": { imports: ["spec"], tools: ["build"], isBundled: true },
  "apps/service": {
    imports: ["spec", "packages/types", "packages/signature"],
    tools: ["build", "bench"],
  },
  "apps/cli": { imports: ["packages/client"], tools: ["build", "bench"] },
  "apps/docs": {
    imports: ["spec"],
    testImports: ["spec", "packages/client", "packages/mock"],
    tools: ["src", "samples"],
  },
  "apps/console": { imports: ["packages/client"] },
};

/** Dependencies that are to stay replaceable in one place, and that place. */
export const keptBehind: readonly {
  readonly dependency: RegExp;
  readonly room: string;
}[] = [
  { dependency: /^openapi-fetch$/, room: "packages/client" },
  { dependency: /^openapi-typescript(-helpers)?$/, room: "packages/types" },
  { dependency: /^@stoplight\//, room: "packages/mock" },
];

/** All there is at the top level, beside dot-files and dot-folders. */
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
  // Not of the repository: what an install and a running service leave behind.
  "node_modules",
  "data",
]);

/** Names that say nothing of what is inside, and so attract everything. */
export const emptyNames: ReadonlySet<string> = new Set(
  "util utils helper helpers common shared manager managers data misc".split(" "),
);
