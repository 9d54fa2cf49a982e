import type { Store } from "../../src/store/store.ts";

/** Where an engine keeps a store: empty at first, and gone once it is disposed, with its stores. */
export interface StorePlace extends AsyncDisposable {
  /** Opens the store there; another one beside it is that of another process. */
  open(): Promise<Store>;
  /** Makes the engine fail everything that it is asked from now on. */
  break(): Promise<void>;
  /** Takes a lock that every write needs, until it is disposed. */
  lock(): Promise<AsyncDisposable>;
}
