import { rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { describeStore } from "./describe-store.ts";
import type { StorePlace } from "./store-place.ts";

async function newPlace(): Promise<StorePlace> {
  const resources = new AsyncDisposableStack();
  const folder = resources.use(temporaryFolder());
  const file = folder.file("hotspot.db");
  return {
    async open() {
      const store = openSqliteStore(file);
      resources.defer(() => store.close());
      return store;
    },
    async break() {
      rmSync(file);
    },
    async lock() {
      const other = new DatabaseSync(file);
      other.exec("BEGIN IMMEDIATE");
      return { [Symbol.asyncDispose]: async () => other.close() };
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

describeStore("SQLite", newPlace);
