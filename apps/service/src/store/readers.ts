import { setImmediate } from "node:timers/promises";

import { shareOf } from "./share.ts";
import { readTimeout, StoreBusyError, StoreUnavailableError } from "./store.ts";

export interface ReadersOptions {
  /** How many large lists may be read at once; another one is refused. */
  readonly mostReaders: number;
  /** In milliseconds. */
  readonly readTimeout?: number | undefined;
  /** Translates the error of a read. */
  readonly failed: (error: unknown) => unknown;
}

/** Where the parts of a list come from. */
type Source = Iterator<string, undefined> | AsyncIterator<string, undefined>;

/**
 * Reads large lists in parts, each list of one moment: until it was read to the end, its reader stops,
 * or takes too long.
 */
export function readers({ mostReaders, failed, ...options }: ReadersOptions) {
  /** All that read now, with their owners. */
  const reading = new Map<AbortController, string>();

  return {
    /**
     * Makes the first part at once, so that the list is of this moment, and each further part when it
     * is asked for, in another round of the event loop.
     *
     * @param open begins the list; it releases what it holds when the reader's signal is aborted
     * @throws StoreBusyError where too many lists are being read, by all or by this owner
     */
    async read(
      owner: string,
      open: (reader: AbortController) => Source,
    ): Promise<AsyncIterable<string>> {
      const own = Array.from(reading.values()).filter((other) => other === owner);
      if (reading.size >= mostReaders || own.length >= shareOf(mostReaders)) {
        throw new StoreBusyError("too many large lists are being read");
      }
      const reader = new AbortController();
      const { signal } = reader;
      reading.set(reader, owner);
      const timer = setTimeout(
        () => reader.abort(new StoreBusyError("the list was not read in time")),
        options.readTimeout ?? readTimeout,
      ).unref();
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        reading.delete(reader);
      });

      async function* parts(): AsyncGenerator<string, undefined> {
        try {
          const source = open(reader);
          let part = await source.next();
          // A generator that has begun always comes to its `finally`.
          yield "";
          while (part.done !== true) {
            yield part.value;
            await setImmediate();
            signal.throwIfAborted();
            part = await source.next();
          }
        } catch (error) {
          // That the reader was ended is no error of the database.
          throw error === signal.reason ? error : failed(error);
        } finally {
          reader.abort();
        }
      }
      const list = parts();
      await list.next();
      return list;
    },

    /** How many lists are being read. */
    count: (): number => reading.size,

    close(): void {
      const closed = new StoreUnavailableError("the store was closed");
      for (const reader of reading.keys()) reader.abort(closed);
    },
  };
}
