import { describe } from "vitest";

import { describeAccessKeys } from "./access-keys.ts";
import { soaking } from "../soak.ts";
import { describeFailures } from "./failures.ts";
import { describeFilters } from "./filters.ts";
import { describeGrowth } from "./growth.ts";
import { describeLargeLists } from "./large-lists.ts";
import { describeReads } from "./reads.ts";
import { describeSequences } from "./sequences.ts";
import type { StorePlace } from "./store-place.ts";
import { describeTokens } from "./tokens.ts";
import { describeWrites } from "./writes.ts";

/**
 * The promises of the `Store` interface, as tests: every engine passes them.
 *
 * @param newPlace makes an empty place for the stores of one test
 * @param effort a share of the random sequences that are tried otherwise
 */
export function describeStore(
  engine: string,
  newPlace: () => Promise<StorePlace>,
  effort = 1,
): void {
  describe(`a store in ${engine}`, () => {
    describeWrites(newPlace);
    describeReads(newPlace);
    describeFilters(newPlace);
    describeLargeLists(newPlace);
    describeTokens(newPlace);
    describeAccessKeys(newPlace);
    describeFailures(newPlace);
    describeSequences(newPlace, effort);
    describeGrowth(newPlace, effort);
  });
}

/** What partitions can change is how rows are found and written; the rest is for the long form. */
export function describePartitionedStore(
  engine: string,
  newPlace: () => Promise<StorePlace>,
): void {
  if (soaking) {
    describeStore(engine, newPlace, 0.1);
    return;
  }
  describe(`a store in ${engine}`, () => {
    describeReads(newPlace);
    describeSequences(newPlace, 0.05);
  });
}
