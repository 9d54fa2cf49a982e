import type { SyncCounts } from "@hotspot-session/client/sync";

import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { counted, grouped } from "./progress.ts";

/** How much a command may change, by what its line says. */
export interface ChangeBounds {
  /** Whether it asks no one. */
  readonly yes?: boolean;
  readonly maxRemovals?: number;
  readonly maxOverwrites?: number;
}

/**
 * A list that was cut off on its way here would remove everyone else, and one that lost a column would
 * erase every name. So where no one is asked, no configuration may lose more than it keeps.
 *
 * @param all the changes of each configuration; a number on the command line bounds them in all
 * @throws Failure if more would be removed or overwritten than was allowed
 */
export function checkBounds(
  all: readonly SyncCounts[],
  { yes = false, maxRemovals, maxOverwrites }: ChangeBounds,
): void {
  for (const { verb, option, most, stay, parts } of [
    {
      verb: "remove",
      option: "--max-removals",
      most: maxRemovals,
      stay: "stay",
      parts: all.map(({ removals, overwrites, unchanged }) => [removals, unchanged + overwrites]),
    },
    {
      verb: "overwrite",
      option: "--max-overwrites",
      most: maxOverwrites,
      stay: "stay as they are",
      parts: all.map(({ overwrites, unchanged }) => [overwrites, unchanged]),
    },
  ] as const) {
    const total = parts.reduce((sum, [count = 0]) => sum + count, 0);
    const [count = 0, kept = 0] =
      most === undefined
        ? (yes && parts.find(([lost = 0, rest = 0]) => lost > rest)) || []
        : [total > most ? total : 0];
    if (count === 0) continue;
    const why = most === undefined ? `only ${grouped(kept)} ${stay}` : "that is too many";
    throw new Failure(
      exitCode.failed,
      `it would ${verb} ${counted(count, "user")}, and ${why}. Nothing was changed. If the list is complete, give ${option} ${total}.`,
    );
  }
}
