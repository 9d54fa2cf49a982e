import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Net } from "./nets.ts";

const service = fileURLToPath(new URL("../../", import.meta.url));

/** A mistake in the built service. */
export interface Defect {
  /** What the service then does. */
  readonly name: string;
  readonly patches: readonly Patch[];
  /** The same mistake with PostgreSQL, where the engines have it in different places. */
  readonly inPostgres?: readonly Patch[];
  /**
   * The nets that it does not get through, and what the first thing is that each then finds: the
   * defect's own symptom, and nothing that any broken service shows. The cheapest net comes first:
   * it is the one that the short form throws.
   */
  readonly caughtBy: Readonly<Partial<Record<Net, RegExp>>>;
}

/** Where a service keeps everything. */
export type Engine = "SQLite" | "PostgreSQL";

/** A replacement in a file of the built service. */
export interface Patch {
  /** Its path in `dist`. */
  readonly file: string;
  /** What is replaced: it must be there exactly once. */
  readonly from: string;
  readonly to: string;
}

const spec = fileURLToPath(
  new URL("..", import.meta.resolve("@hotspot-session/spec/openapi.json")),
);

/** Where a copy has the built contract package, which holds the checks of requests. */
const specInCopy = "node_modules/@hotspot-session/spec";

/** Where a patch finds the checks of requests. */
export const validation = `${specInCopy}/dist/validation`;

/** What the built service consists of, by path: read once, as there are many copies. */
const built: ReadonlyMap<string, string> = new Map([
  ...filesOf(service),
  ...filesOf(spec, "openapi.yaml").map(
    ([path, text]) => [inDist(`${specInCopy}/${path}`), text] as const,
  ),
]);

function filesOf(root: string, ...others: readonly string[]) {
  return [
    "package.json",
    ...others,
    ...readdirSync(join(root, "dist"), { recursive: true }).map(inDist),
  ]
    .filter((path) => /\.(?:js|json|yaml)$/.test(path) && !path.startsWith(inDist("docs/")))
    .map((path) => [path, readFileSync(join(root, path), "utf8")] as const);
}

/**
 * Copies the built service into a new folder and puts a defect into the copy.
 *
 * @throws Error where a patch does not fit the service as it is now
 */
export function copyWithDefect({ name, patches }: Defect, folder: string): void {
  const files = new Map(built);
  for (const { file, from, to } of patches) {
    const parts = files.get(inDist(file))?.split(from) ?? [];
    if (parts.length !== 2) {
      throw new Error(
        `The defect "${name}" no longer fits: ${inDist(file)} has what it replaces ${Math.max(parts.length - 1, 0)} times, and not once. ` +
          `Update its patch to what the service is now, or build the service if dist is stale. It replaces:\n${from}`,
      );
    }
    files.set(inDist(file), parts.join(to));
  }
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, inDist("docs")));
  symlinkSync(join(service, "node_modules"), join(folder, "node_modules"));
}

function inDist(path: string | Buffer): string {
  return `dist/${String(path)}`;
}
