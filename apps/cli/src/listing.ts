import type { Command } from "commander";

import type { Context } from "./context.ts";
import { maxPageLimit } from "./limits.ts";
import { wholeNumber } from "./options.ts";
import type { Shape } from "./output/shape.ts";
import { UsageError } from "./usage-error.ts";

/** How many entries people are shown unless they say how many. */
const usualLimit = 10;

/** The options of a list. */
export interface ListOptions {
  readonly limit?: number;
  readonly offset?: number;
  readonly all?: boolean;
}

export function addListOptions(command: Command): Command {
  return command
    .addOption(
      wholeNumber(
        "--limit <n>",
        `show at most this many; a table shows ${usualLimit} unless given, other formats all`,
        1,
      ),
    )
    .addOption(wholeNumber("--offset <n>", "skip this many first"))
    .option("--all", "show all there are, in a table too");
}

/** What the API calls a page: where it begins, and how many entries it has at most. */
interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** How a list is read: a page, or everything from an offset on. */
interface Reading<Entry> {
  /** The total is that of all pages, where the API says it. */
  readonly page: (page: Page) => Promise<{ entries: readonly Entry[]; total?: number }>;
  readonly all: (from: { offset: number }) => AsyncIterable<Entry>;
}

/**
 * Shows as many entries as the options ask for, and reads no more than these. Programs get the whole
 * list unless they ask for a part: what they do with it may depend on it.
 *
 * @returns how many were shown, from which on, and whether as many as were asked for, so that there may be more
 */
export async function showList<Entry extends object>(
  { output }: Context,
  { limit, offset = 0, all = false }: ListOptions,
  shape: Shape<Entry>,
  read: Reading<Entry>,
) {
  if (limit !== undefined && all) {
    throw new UsageError("--limit and --all contradict each other: give one of them");
  }
  const most = limit ?? (all || output.format !== "table" ? undefined : usualLimit);
  const entries = most === undefined ? read.all({ offset }) : pages(read, offset, most);
  const count = await output.list(shape, entries);
  return { count, offset, isFull: count === most };
}

/** At most this number of entries. Without a total, a page that is not full is the last. */
async function* pages<Entry>(
  { page }: Reading<Entry>,
  offset: number,
  most: number,
): AsyncGenerator<Entry, void, void> {
  for (let count = 0; count < most;) {
    const limit = Math.min(maxPageLimit, most - count);
    const { entries, total = Infinity } = await page({ limit, offset: offset + count });
    if (!Array.isArray(entries)) throw new Error("the answer has no list");
    yield* entries.slice(0, limit);
    count += entries.length;
    const isLast = total === Infinity ? entries.length < limit : offset + count >= total;
    if (isLast || entries.length === 0) return;
  }
}
