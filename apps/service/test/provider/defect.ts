import { readFileSync } from "node:fs";

import type { Net } from "./nets.ts";

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

/** Where a patch finds the checks of requests, which the contract package holds. */
export const validation = "spec/validation";

const dist = new URL("../../dist/", import.meta.url);
const specDist = new URL(".", import.meta.resolve("@hotspot-session/spec/openapi.json"));

function urlOf(file: string): URL {
  const path = file.replace(/^spec\//, "");
  return path === file ? new URL(file, dist) : new URL(path, specDist);
}

function built(file: string): string {
  try {
    return readFileSync(urlOf(file), "utf8");
  } catch {
    return "";
  }
}

/**
 * The modules of the built service that have a defect, by their address.
 *
 * @throws Error where a patch does not fit the service as it is now
 */
export function modulesWith({ name, patches }: Defect): Readonly<Record<string, string>> {
  const modules = new Map<string, string>();
  for (const { file, from, to } of patches) {
    const { href } = urlOf(file);
    const parts = (modules.get(href) ?? built(file)).split(from);
    if (parts.length !== 2) {
      throw new Error(
        `The defect "${name}" no longer fits: ${file} has what it replaces ${parts.length - 1} times, and not once. ` +
          `Update its patch to what the service is now, or build the service if dist is stale. It replaces:\n${from}`,
      );
    }
    modules.set(href, parts.join(to));
  }
  return Object.fromEntries(modules);
}
