// Apart from the client: changes of many users as people and programs follow them.
export {
  type Account,
  type AccountPart,
  accountOf,
  describeAccount,
  type DescribeAccountOptions,
} from "./account.ts";
export { applySync, type ApplySyncOptions, type SyncProgress, type SyncResult } from "./apply.ts";
export {
  changeUsers,
  type ChangeUsersOptions,
  type ChangeUsersResult,
  type ChangeEnd,
} from "./change.ts";
export {
  planSync,
  type SyncCounts,
  syncCounts,
  type SyncPlan,
  type SyncTarget,
  syncTargetOf,
  type SyncTargetOptions,
} from "./plan.ts";
