import { maxPageLimit } from "@hotspot-session/types";

/** Where to begin, and how many entries to ask for at a time. */
interface Range {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

/** All entries of a list, for `for await`, or at once. Each iteration starts from the beginning. */
export interface Pages<Entry> extends AsyncIterable<Entry> {
  [Symbol.asyncIterator](): AsyncGenerator<Entry, void, void>;
  /**
   * All entries in one array.
   *
   * @throws RangeError if there are more than `max`; nothing is cut off in silence
   */
  all(options: { readonly max: number }): Promise<Entry[]>;
}

/** Reads the page from this offset on. */
type ReadPage<Entry> = (
  page: { offset: number; limit: number },
  signal: AbortSignal,
) => Promise<readonly Entry[]>;

/**
 * The entries of all pages. While one page is handed out, the next is under way.
 *
 * Lists are in order of creation, so what is added meanwhile comes at the end: nothing is skipped or
 * repeated by it. The page that is not full is the last.
 */
export function pagesOf<Entry>(
  { offset: start = 0, limit = maxPageLimit }: Range,
  signal: AbortSignal | undefined,
  read: ReadPage<Entry>,
): Pages<Entry> {
  async function* entries(): AsyncGenerator<Entry, void, void> {
    const controller = new AbortController();
    const abort = () => controller.abort(signal?.reason);
    signal?.addEventListener("abort", abort);
    try {
      if (signal?.aborted) abort();
      let offset = start;
      let next = read({ offset, limit }, controller.signal);
      for (;;) {
        const page = await next;
        const isLast = page.length < limit || page.length === 0;
        if (!isLast) {
          offset += page.length;
          next = read({ offset, limit }, controller.signal);
          // It fails when it is waited for, and is nobody's business where that never happens.
          next.catch(() => undefined);
        }
        yield* page;
        if (isLast) return;
      }
    } finally {
      signal?.removeEventListener("abort", abort);
      controller.abort();
    }
  }

  return {
    [Symbol.asyncIterator]: entries,
    async all({ max }) {
      const found: Entry[] = [];
      for await (const entry of entries()) {
        if (found.length === max) {
          throw new RangeError(`max: there are more than ${max} entries; iterate, or raise it`);
        }
        found.push(entry);
      }
      return found;
    },
  };
}
