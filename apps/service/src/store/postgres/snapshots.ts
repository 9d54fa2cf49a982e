import { once } from "node:events";

import type { PoolClient } from "pg";

import { readers } from "../readers.ts";
import { readTimeout } from "../store.ts";
import type { Query } from "./configs.ts";
import type { Connections } from "./connections.ts";
import { toStoreError } from "./errors.ts";
import { rowsOf, sendCommand, type Statement, type Value } from "./transaction.ts";

/** A reader that is slow leaves the transaction idle: for as long as it may take for the whole list. */
const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL idle_in_transaction_session_timeout = ${readTimeout}`;

/** Large lists in parts, each of one moment: a reader has a connection of its own, with a transaction. */
export function snapshots(connectionsOf: (owner: string) => Connections, mostReaders: number) {
  const { read, close } = readers({ mostReaders, failed: toStoreError });

  return {
    read: (owner: string, parts: (query: Query) => AsyncIterator<string, undefined>) =>
      read(owner, (reader) => {
        const { signal } = reader;
        const begun = Promise.withResolvers<PoolClient>();
        connectionsOf(owner)
          .use(async (client) => {
            await sendCommand(client, begin);
            begun.resolve(client);
            if (!signal.aborted) await once(signal, "abort");
            await sendCommand(client, "COMMIT");
          })
          .catch((error: unknown) => {
            begun.reject(error);
            reader.abort(toStoreError(error));
          });
        return parts(
          async <Row extends unknown[]>(statement: Statement, values: readonly Value[]) => {
            const client = await begun.promise;
            // The connection may be in use for something else by now.
            signal.throwIfAborted();
            return rowsOf<Row>(client, statement, values);
          },
        );
      }),

    close,
  };
}
