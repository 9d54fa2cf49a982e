import { maxPageLimit } from "@hotspot-session/types";

import type { CallOptions, CallPromise, CallResult } from "./call.ts";
import { type HotspotOperation, UnexpectedAnswerError } from "./error.ts";
import { redactHeaders } from "./events.ts";

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
   * @throws RangeError if there are more than `max`; none is left out
   */
  all(options: { readonly max: number }): Promise<Entry[]>;
}

/** What a page holds; the service may leave out any of it. */
interface Page<Entry> {
  readonly entries: readonly Entry[] | undefined;
  /** How many entries there are in all. */
  readonly total?: number | undefined;
}

/** How a list is read. */
interface List<Query, Data, Entry> {
  readonly operation: HotspotOperation;
  readonly list: (query: Query & Required<Range>, options: CallOptions) => CallPromise<Data>;
  readonly pageOf: (data: Data) => Page<Entry>;
}

/**
 * The entries of all pages. The next page is requested before the entries of one are handed out.
 *
 * Lists are in order of creation, so an entry that is added during the iteration comes at the end:
 * none is skipped or repeated by it. A server that pages in another way ends no iteration early: it
 * may answer fewer entries than asked for, and one that repeats or withholds entries is an error.
 */
export function pagesOf<Query extends Range, Data, Entry>(
  query: Query,
  options: CallOptions,
  { operation, list, pageOf }: List<Query, Data, Entry>,
): Pages<Entry> {
  const { signal } = options;
  const limit = query.limit ?? maxPageLimit;

  async function* entriesOfPages(): AsyncGenerator<Entry, void, void> {
    const controller = new AbortController();
    const abort = () => controller.abort(signal?.reason);
    signal?.addEventListener("abort", abort);
    try {
      if (signal?.aborted) abort();
      const read = () =>
        list({ ...query, offset, limit }, { ...options, signal: controller.signal }).withResponse();
      const seen = new Set<string>();
      let offset = query.offset ?? 0;
      let next = read();
      for (;;) {
        const answer = await next;
        const page = pageOf(answer.data);
        const { entries, total } = page;
        const problem = problemOf(page, offset, seen);
        if (entries === undefined || problem !== undefined) {
          throw unexpected(operation, answer, `the page from offset ${offset} on ${problem}`);
        }
        offset += entries.length;
        // Only a total tells that a page with fewer entries than asked for is the last.
        const isLast =
          entries.length === 0 ||
          (entries.length < limit && typeof total === "number" && offset >= total);
        if (!isLast) {
          next = read();
          // Handled when it is awaited, which does not happen if the caller leaves the loop.
          next.catch(() => undefined);
        }
        yield* entries;
        if (isLast) return;
      }
    } finally {
      signal?.removeEventListener("abort", abort);
      controller.abort();
    }
  }

  return {
    [Symbol.asyncIterator]: entriesOfPages,
    async all({ max }) {
      const found: Entry[] = [];
      for await (const entry of entriesOfPages()) {
        if (found.length === max) {
          throw new RangeError(`max: there are more than ${max} entries`);
        }
        found.push(entry);
      }
      return found;
    },
  };
}

/** Why a page cannot be the one that was asked for. Adds the page to those `seen`. */
function problemOf<Entry>(
  { entries, total = 0 }: Page<Entry>,
  offset: number,
  seen: Set<string>,
): string | undefined {
  if (!Array.isArray(entries)) return "has no list";
  if (entries.length === 0) {
    return total > offset ? `is empty, though there are ${total} entries` : undefined;
  }
  const ends = JSON.stringify([entries[0], entries[entries.length - 1]]);
  if (seen.has(ends)) return "repeats an earlier one: is offset ignored?";
  seen.add(ends);
  return undefined;
}

function unexpected(
  operation: HotspotOperation,
  { response, requestId }: CallResult<unknown>,
  error_msg: string,
): UnexpectedAnswerError {
  return new UnexpectedAnswerError("UnexpectedAnswer", {
    operation,
    method: "GET",
    url: response.url,
    status: response.status,
    error_msg,
    requestId,
    headers: new Headers(redactHeaders(response.headers)),
    attempts: 1,
    uncertain: false,
  });
}
