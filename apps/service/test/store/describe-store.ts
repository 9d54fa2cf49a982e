import { describe } from "vitest";

import { describeContents } from "./contents.ts";
import { describeGrowth } from "./growth.ts";
import { describePromises } from "./promises.ts";
import { describeSequences } from "./sequences.ts";
import type { StorePlace } from "./store-place.ts";

/**
 * The promises of the `Store` interface, as tests: every store passes them.
 *
 * @param newPlace makes an empty place to keep a store in, for one test
 */
export function describeStore(name: string, newPlace: () => Promise<StorePlace>): void {
  describe(`${name} as a store`, () => {
    describePromises(newPlace);
    describeContents(newPlace);
    describeSequences(newPlace);
    describeGrowth(newPlace);
  });
}
