import { statSync } from "node:fs";

import type { Levels } from "../observe/metrics.ts";
import type { Location } from "./location.ts";
import { inMemory } from "./sqlite/open-database.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";
import type { Store } from "./store.ts";

export interface OpenOptions {
  /** How many connections to PostgreSQL may be open at once. */
  readonly poolSize?: number | undefined;
  /** Called after each commit in SQLite with the number of writes that shared it. */
  readonly committed?: ((writes: number) => void) | undefined;
  /** Called when the database begins to fail, with the reason, and when it works again, without one. */
  readonly onHealth?: ((problem: Error | undefined) => void) | undefined;
}

/**
 * Opens the store at a location, with the latest tables.
 *
 * @returns it, and how much it has to do
 * @throws where it cannot be opened
 */
export async function openStore(
  location: Location,
  options: OpenOptions = {},
): Promise<{ readonly store: Store; readonly levels: Levels }> {
  if (location.engine === "sqlite") {
    const { file } = location;
    const store = openSqliteStore(file, options);
    return {
      store,
      levels: {
        ...(file !== inMemory && { storeSize: () => storeSize(file) }),
        writeQueue: () => store.load().writes,
        searchQueue: () => store.load().searches,
      },
    };
  }
  const { openPostgresStore } = await import("./postgres/postgres-store.ts");
  const store = await openPostgresStore(location.target, options);
  return {
    store,
    levels: {
      writeQueue: () => store.load().writes,
      searchQueue: () => store.load().searches,
      poolOpen: () => store.load().connections.open,
      poolIdle: () => store.load().connections.idle,
      poolQueue: () => store.load().connections.waiting,
    },
  };
}

/** Bytes on disk of a SQLite file with its write-ahead log. */
const storeSize = (file: string): number =>
  statSync(file).size + (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0);
