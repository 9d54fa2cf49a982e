import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";

import { shareOf } from "../share.ts";
import { readTimeout, StoreBusyError, StoreUnavailableError } from "../store.ts";
import { type ConfigList, configList } from "./config-list.ts";

/** How many large lists may be read at once; another one is refused. */
const mostReaders = 16;

export interface SnapshotOptions {
  readonly mostReaders?: number;
  readonly readTimeout?: number;
}

interface Connection {
  readonly database: DatabaseSync;
  readonly list: ConfigList;
}

/**
 * Large lists in parts, each list of one moment: a reader has a connection of its own, with a read
 * transaction, until it has read to the end, stops, or takes too long.
 *
 * @param failed translates the error of a read
 */
export function snapshots(
  file: string,
  failed: (error: unknown) => unknown,
  options: SnapshotOptions = {},
) {
  const most = options.mostReaders ?? mostReaders;
  const idle: Connection[] = [];
  /** Ends the list of a reader; with its owner. */
  const ends = new Map<(error: Error) => void, string>();

  function connect(): Connection {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 250 });
    database.exec("PRAGMA cache_size = -512");
    return { database, list: configList(database) };
  }

  function begin(): Connection {
    try {
      const connection = idle.pop() ?? connect();
      try {
        connection.database.exec("BEGIN");
      } catch (error) {
        connection.database.close();
        throw error;
      }
      return connection;
    } catch (error) {
      throw failed(error);
    }
  }

  return {
    /**
     * Begins at once, so that the list is of this moment, and makes each further part when it is
     * asked for, in another round of the event loop.
     *
     * @throws StoreBusyError where too many lists are being read, by all or by this owner
     */
    read(
      owner: string,
      parts: (list: ConfigList) => Iterator<string, undefined>,
    ): AsyncIterable<string> {
      const own = Array.from(ends.values()).filter((other) => other === owner);
      if (ends.size >= most || own.length >= shareOf(most)) {
        throw new StoreBusyError("too many large lists are being read");
      }
      const connection = begin();
      const source = parts(connection.list);
      let failure: Error | undefined;
      let ended = false;

      function end(error?: Error): void {
        if (ended) return;
        ended = true;
        failure = error;
        clearTimeout(timer);
        ends.delete(end);
        try {
          source.return?.();
          if (connection.database.isTransaction) connection.database.exec("COMMIT");
          idle.push(connection);
        } catch {
          // A connection that fails is not used again; what was read is complete all the same.
          connection.database.close();
        }
      }
      const timer = setTimeout(
        () => end(new StoreBusyError("the list was not read in time")),
        options.readTimeout ?? readTimeout,
      ).unref();
      ends.set(end, owner);

      function nextPart(): IteratorResult<string, undefined> {
        if (failure !== undefined) throw failure;
        if (ended) return { done: true, value: undefined };
        try {
          const part = source.next();
          if (part.done) end();
          return part;
        } catch (error) {
          end();
          throw failed(error);
        }
      }
      let first: IteratorResult<string, undefined> | undefined = nextPart();

      return {
        [Symbol.asyncIterator]: () => ({
          async next() {
            const begun = first;
            first = undefined;
            if (begun !== undefined) return begun;
            await setImmediate();
            return nextPart();
          },
          async return() {
            end();
            return { done: true, value: undefined };
          },
        }),
      };
    },

    /** How many lists are being read. */
    get length(): number {
      return ends.size;
    },

    close(): void {
      for (const end of ends.keys()) end(new StoreUnavailableError("the store was closed"));
      for (const { database } of idle.splice(0)) database.close();
    },
  };
}
