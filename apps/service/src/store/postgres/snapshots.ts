import { setImmediate } from "node:timers/promises";

import type { PoolClient } from "pg";

import { shareOf } from "../share.ts";
import { readTimeout, StoreBusyError, StoreUnavailableError } from "../store.ts";
import type { Query } from "./configs.ts";
import type { Connections } from "./connections.ts";
import { toStoreError } from "./errors.ts";
import { rowsOf, sendCommand, type Statement, type Value } from "./transaction.ts";

/** A reader that is slow leaves the transaction idle: for as long as it may take for the whole list. */
const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL idle_in_transaction_session_timeout = ${readTimeout}`;

/**
 * Large lists in parts, each list of one moment: a reader has a connection of its own, with a
 * transaction, until it has read to the end, stops, or takes too long.
 *
 * @param most how many lists may be read at once; another one is refused
 */
export function snapshots(connectionsOf: (owner: string) => Connections, most: number) {
  /** Ends the list of a reader; with its owner. */
  const ends = new Map<(error: Error) => void, string>();

  return {
    /** @throws StoreBusyError where too many lists are being read, by all or by this owner */
    async read(owner: string, parts: (query: Query) => AsyncIterator<string, undefined>) {
      const own = Array.from(ends.values()).filter((other) => other === owner);
      if (ends.size >= most || own.length >= shareOf(most)) {
        throw new StoreBusyError("too many large lists are being read");
      }
      const begun = Promise.withResolvers<PoolClient>();
      const ended = Promise.withResolvers<void>();
      let failure: Error | undefined;
      let isOver = false;
      function end(error?: Error): void {
        if (isOver) return;
        isOver = true;
        failure = error;
        clearTimeout(timer);
        ends.delete(end);
        ended.resolve();
      }
      const timer = setTimeout(
        () => end(new StoreBusyError("the list was not read in time")),
        readTimeout,
      ).unref();
      ends.set(end, owner);
      connectionsOf(owner)
        .use(async (client) => {
          await sendCommand(client, begin);
          begun.resolve(client);
          await ended.promise;
          await sendCommand(client, "COMMIT");
        })
        .catch((error: unknown) => {
          begun.reject(toStoreError(error));
          end(error instanceof Error ? error : undefined);
        });
      const client = await begun.promise;
      const query: Query = async <Row extends unknown[]>(
        statement: Statement,
        values: readonly Value[],
      ) => {
        // The connection may be in use for something else by now.
        if (isOver) throw failure ?? new StoreUnavailableError("the list is not read any more");
        return rowsOf<Row>(client, statement, values);
      };
      const source = parts(query);

      async function next(): Promise<IteratorResult<string, undefined>> {
        if (failure !== undefined) throw toStoreError(failure);
        if (isOver) return { done: true, value: undefined };
        try {
          const part = await source.next();
          if (part.done === true) end();
          return part;
        } catch (error) {
          end();
          throw toStoreError(error);
        }
      }
      // The snapshot is taken by the first statement: it is of the moment of the call.
      let first: IteratorResult<string, undefined> | undefined = await next();

      return {
        [Symbol.asyncIterator]: () => ({
          async next() {
            const part = first;
            first = undefined;
            if (part !== undefined) return part;
            // Parts of the rows of one query: other work is done between them all the same.
            await setImmediate();
            return next();
          },
          async return() {
            end();
            return { done: true as const, value: undefined };
          },
        }),
      };
    },

    close(): void {
      for (const end of ends.keys()) end(new StoreUnavailableError("the store was closed"));
    },
  };
}
