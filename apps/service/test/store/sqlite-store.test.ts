import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { describeStore } from "./describe-store.ts";

describeStore("the SQLite store", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hotspot-store-"));
  let store: Store | undefined;
  return {
    async open() {
      store = openSqliteStore(join(folder, "hotspot.db"));
      return store;
    },
    async [Symbol.asyncDispose]() {
      await store?.close();
      rmSync(folder, { recursive: true });
    },
  };
});
