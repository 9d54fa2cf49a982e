import type { CallOptions } from "../call.ts";
import type { NonMigrationUsers } from "../non-migration-users.ts";
import { type ChangeEnd, changeUsers, type ChangeUsersOptions } from "./change.ts";
import { syncCounts, type SyncPlan } from "./plan.ts";

/** How far a sync is. */
export interface SyncProgress {
  /** What is under way: a plan has up to four such steps. */
  readonly change: "add" | "remove";
  /** How many users of this step are done; 0 where it begins. */
  readonly applied: number;
  /** How many users this step has. */
  readonly users: number;
  /** How many changes of the whole plan are made. */
  readonly made: number;
}

/** How much of a plan is made, and why not more. */
export type SyncResult = ChangeEnd & {
  /** How many changes are made. */
  readonly made: number;
  /** How many may be made or not, since an answer was lost. */
  readonly uncertain: number;
};

/** Options of a sync, and those of each of its requests. */
export interface ApplySyncOptions extends Omit<CallOptions, "signal"> {
  /** Cancels it, as for {@link changeUsers}. */
  readonly signal?: ChangeUsersOptions["signal"];
  /** Called where a step begins, and after each request that was applied. */
  readonly onProgress?: ((progress: SyncProgress) => void) | undefined;
}

/**
 * Makes the changes of a plan in their order. What is left after a failure another plan finds.
 *
 * @throws TypeError where nothing could be sent, such as for an empty configuration id
 */
export async function applySync(
  nonMigrationUsers: Pick<NonMigrationUsers, "add" | "remove">,
  configId: string,
  plan: SyncPlan,
  { signal, onProgress, ...options }: ApplySyncOptions = {},
): Promise<SyncResult> {
  let before = 0;
  for (const [change, users] of [
    ["add", plan.overwrites],
    ["add", plan.additions],
    ["remove", plan.removals],
    ["add", plan.lateAdditions],
  ] as const) {
    const report = (applied: number) =>
      onProgress?.({ change, applied, users: users.length, made: before + applied });
    if (users.length === 0) continue;
    report(0);
    const result = await changeUsers(nonMigrationUsers, configId, change, users, {
      ...options,
      signal,
      onProgress: report,
    });
    before += result.applied;
    if (result.end !== "complete") {
      const uncertain = result.failed.reduce(
        (sum, one) => sum + (one.uncertain ? one.count : 0),
        0,
      );
      const { end, cause } = result;
      const reached = { made: before, uncertain };
      return end === "failed" ? { ...reached, end, cause } : { ...reached, end };
    }
  }
  return { end: "complete", made: syncCounts(plan).changes, uncertain: 0 };
}
