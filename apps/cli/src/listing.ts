import type { Given } from "./command.ts";
import type { Context } from "./context.ts";
import { flag, type Option, wholeNumber } from "./option.ts";
import type { Shape } from "./output/shape.ts";
import { UsageError } from "./usage-error.ts";

/** How many entries a list shows unless it is told. */
const usualLimit = 10;
/** The largest page of the API. */
const largestPage = 100;

const limit = wholeNumber("--limit", `show so many at most; ${usualLimit} unless given`);
const offset = wholeNumber("--offset", "skip so many first");
const all = flag("--all", "show all there are");

/** The options of a list. */
export const listOptions: readonly Option<unknown>[] = [limit, offset, all];

/** A page's place, as the API has it. */
interface PageQuery {
  readonly limit: number;
  readonly offset: number;
}

/** What a list came to. */
interface Listed {
  readonly count: number;
  readonly offset: number;
  readonly hasMore: boolean;
}

/**
 * Shows as many entries as the options ask for. Whether there are more is known by reading one more
 * than that.
 */
export async function showList<Entry extends object>(
  { output }: Context,
  given: Given,
  shape: Shape<Entry>,
  iterate: (query: PageQuery) => AsyncIterable<Entry>,
): Promise<Listed> {
  const asked = given(limit);
  if (asked === 0) throw new UsageError("--limit: must be 1 or more; --all shows all");
  if (asked !== undefined && given(all)) {
    throw new UsageError("--limit and --all contradict each other: give one of them");
  }
  const most = given(all) ? Infinity : (asked ?? usualLimit);
  const query = { limit: Math.min(largestPage, most + 1), offset: given(offset) ?? 0 };
  let hasMore = false;

  async function* some(): AsyncGenerator<Entry, void, void> {
    let count = 0;
    for await (const entry of iterate(query)) {
      hasMore = count === most;
      if (hasMore) return;
      count += 1;
      yield entry;
    }
  }

  const count = await output.list(shape, some());
  return { count, offset: query.offset, hasMore };
}
