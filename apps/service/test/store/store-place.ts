import type { Store } from "../../src/store/store.ts";

/** Where a store keeps what it holds: empty at first, and gone once it is disposed. */
export interface StorePlace extends AsyncDisposable {
  /** Opens the store there; one is open at a time. */
  open(): Promise<Store>;
}
