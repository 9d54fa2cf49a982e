import { HotspotError, type HotspotErrorDetails } from "./error.ts";

/** A request of a large list that failed. */
export interface FailedChunk {
  /** The place of its first entry in the list, from 0. */
  readonly offset: number;
  /** How many entries it has. */
  readonly count: number;
  /** Whether they may be applied all the same. If false, none of them is. */
  readonly uncertain: boolean;
  /** A {@link CallError}; a `TypeError` where the request could not even be made. */
  readonly error: unknown;
}

/** How much of a large list is applied. Its entries are numbered from 0, in their order. */
export interface BulkOutcome {
  /** How many entries are certainly applied. */
  readonly applied: number;
  /** What failed, in the order of the list. What was sent and is not in here is applied. */
  readonly failed: readonly FailedChunk[];
  /** Entries from here on were not sent, and so are not applied. */
  readonly unsentFrom: number;
  /**
   * Entries before this one are certainly applied. To continue, send the list from here: sending an
   * entry again changes nothing.
   */
  readonly resumeFrom: number;
}

/**
 * A change of users that was not applied completely. Status, code, message and request id are those
 * of the first request that failed; `cause` is its error, or what the caller's own iterable or
 * callback threw.
 */
export class BulkError extends HotspotError implements BulkOutcome {
  declare readonly kind: "Bulk";
  declare readonly applied: number;
  declare readonly failed: readonly FailedChunk[];
  declare readonly unsentFrom: number;
  declare readonly resumeFrom: number;

  constructor(details: HotspotErrorDetails, outcome: BulkOutcome) {
    super("Bulk", details);
    Object.assign(this, outcome);
  }
}
