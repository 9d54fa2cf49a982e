import { DatabaseSync } from "node:sqlite";

import { readers, type ReadersOptions } from "../readers.ts";
import { type ConfigList, configList } from "./config-list.ts";

export type SnapshotOptions = Partial<Pick<ReadersOptions, "mostReaders" | "readTimeout">>;

interface Connection {
  readonly database: DatabaseSync;
  readonly list: ConfigList;
}

/** Large lists in parts, each of one moment: a reader has a connection of its own, with a read transaction. */
export function snapshots(
  file: string,
  failed: ReadersOptions["failed"],
  { mostReaders = 16, readTimeout }: SnapshotOptions = {},
) {
  const reading = readers({ mostReaders, readTimeout, failed });
  const idle: Connection[] = [];

  function connect(): Connection {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 250 });
    database.exec("PRAGMA cache_size = -512");
    return { database, list: configList(database) };
  }

  function begin(): Connection {
    const connection = idle.pop() ?? connect();
    try {
      connection.database.exec("BEGIN");
    } catch (error) {
      connection.database.close();
      throw error;
    }
    return connection;
  }

  return {
    read: (owner: string, parts: (list: ConfigList) => Iterator<string, undefined>) =>
      reading.read(owner, ({ signal }) => {
        const connection = begin();
        const source = parts(connection.list);
        signal.addEventListener("abort", () => {
          try {
            source.return?.();
            if (connection.database.isTransaction) connection.database.exec("COMMIT");
            idle.push(connection);
          } catch {
            // A connection that fails is not used again; what was read is complete all the same.
            connection.database.close();
          }
        });
        return source;
      }),

    count: reading.count,

    close(): void {
      reading.close();
      for (const { database } of idle.splice(0)) database.close();
    },
  };
}
