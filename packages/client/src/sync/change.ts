import type { UserInfo } from "@hotspot-session/types";

import { BulkError, type BulkOutcome } from "../bulk-error.ts";
import type { CallOptions } from "../call.ts";
import type { NonMigrationUsers } from "../non-migration-users.ts";

/** How a change came to its end. */
export type ChangeEnd =
  | { readonly end: "complete" | "cancelled"; readonly cause?: undefined }
  /** `cause` is what failed first: a `CallError`, or what `onProgress` threw. */
  | { readonly end: "failed"; readonly cause: unknown };

/** How much of a list is applied, and why not more. */
export type ChangeUsersResult = BulkOutcome & ChangeEnd;

/** Options of a change, and those of each of its requests. */
export interface ChangeUsersOptions extends Omit<CallOptions, "signal"> {
  /**
   * Cancels the change: no further request is made, and those under way are waited for, so that it is
   * known what they did.
   */
  readonly signal?: AbortSignal | undefined;
  /** Called after each request that was applied, with the number of users that are. */
  readonly onProgress?: ((applied: number) => void) | undefined;
}

/**
 * Additions go one after the other, since their order is that of the list and decides, where a user
 * occurs twice, which of the two holds. For removals no order matters.
 */
const concurrency = { add: 1, remove: 4 } as const;

/**
 * Adds or removes the users of a list, 1000 in each request. Failures and cancellation are results,
 * which {@link describeAccount} puts into words.
 *
 * @throws TypeError where nothing could be sent, such as for an empty configuration id
 */
export async function changeUsers(
  nonMigrationUsers: Pick<NonMigrationUsers, "add" | "remove">,
  configId: string,
  change: "add" | "remove",
  users: readonly UserInfo[],
  { signal, onProgress, ...options }: ChangeUsersOptions = {},
): Promise<ChangeUsersResult> {
  function* untilCancelled(): Generator<UserInfo, void, void> {
    for (const user of users) {
      if (signal?.aborted) throw new Cancelled();
      yield user;
    }
  }
  try {
    await nonMigrationUsers[change](configId, untilCancelled(), {
      ...options,
      concurrency: concurrency[change],
      onProgress: ({ applied }) => onProgress?.(applied),
    });
  } catch (error) {
    if (!(error instanceof BulkError)) throw error;
    const { applied, failed, unsentFrom, resumeFrom, cause } = error;
    const outcome = { applied, failed, unsentFrom, resumeFrom };
    return cause instanceof Cancelled
      ? { ...outcome, end: "cancelled" }
      : { ...outcome, end: "failed", cause };
  }
  const { length } = users;
  return { applied: length, failed: [], unsentFrom: length, resumeFrom: length, end: "complete" };
}

class Cancelled extends Error {
  override readonly name = "Cancelled";
}
