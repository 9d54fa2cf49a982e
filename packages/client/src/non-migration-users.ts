import { operationTable, type UserInfo } from "@hotspot-session/types";

import { reasonOf } from "./answer.ts";
import { BulkError } from "./bulk-error.ts";
import { type BulkOptions, type Entries, inChunks } from "./bulk.ts";
import type {
  Call,
  CallOptions,
  CallPromise,
  OperationAnswer,
  OperationBody,
  OperationQuery,
} from "./call.ts";
import { HotspotError, type HotspotErrorDetails } from "./error.ts";
import { type Pages, pagesOf } from "./pages.ts";

/** The users that a configuration exempts. */
export interface NonMigrationUsers {
  /** One page, in order of creation, and the number of all users that match. */
  list(
    configId: string,
    query?: OperationQuery<"ListNonMigrationUsers">,
    options?: CallOptions,
  ): CallPromise<OperationAnswer<"ListNonMigrationUsers">>;
  /**
   * All that match, in order of creation, read in pages of `limit` (100 unless given) from `offset`
   * on. The options are those of each request.
   */
  iterate(
    configId: string,
    query?: OperationQuery<"ListNonMigrationUsers">,
    options?: CallOptions,
  ): Pages<UserInfo>;
  /**
   * Adds any number of users, in their order: 1000 in each request, which adds all of them or none.
   * Without users, nothing is sent.
   *
   * @throws BulkError that says which are added and where to continue
   */
  add(configId: string, users: Entries<UserInfo>, options?: BulkOptions): Promise<void>;
  /**
   * Removes users in the same way; those that are not there are skipped.
   *
   * @throws BulkError that says which are removed and where to continue
   */
  remove(configId: string, users: Entries<UserInfo>, options?: BulkOptions): Promise<void>;
}

export function nonMigrationUsersOf(call: Call): NonMigrationUsers {
  const list: NonMigrationUsers["list"] = (configId, query, options) =>
    call("ListNonMigrationUsers", { path: { config_id: configId }, query }, options);

  const change =
    (
      update_type: OperationBody<"UpdateNonMigrationUsers">["update_type"],
    ): NonMigrationUsers["add"] =>
    async (configId, users, bulk = {}) => {
      const operation = "UpdateNonMigrationUsers";
      const path = { config_id: configId };
      const failure = await inChunks(users, bulk, (non_migrate_users, options) =>
        call(operation, { path, body: { update_type, non_migrate_users } }, options),
      );
      if (failure === undefined) return;
      const { cause, outcome } = failure;
      const uncertain = outcome.failed.some((chunk) => chunk.uncertain);
      // Wrong from the start, such as a configuration that no URL can name.
      if (cause instanceof TypeError && outcome.applied === 0 && !uncertain) throw cause;
      const { method } = operationTable[operation];
      const details: Omit<HotspotErrorDetails, "uncertain"> =
        cause instanceof HotspotError
          ? { ...cause, error_msg: cause.error_msg }
          : { operation, method, url: "", error_msg: reasonOf(cause), attempts: 0 };
      throw new BulkError({ ...details, uncertain, cause }, outcome);
    };

  return {
    list,
    iterate: (configId, query = {}, options = {}) =>
      pagesOf(query, options, {
        operation: "ListNonMigrationUsers",
        list: (page, of) => list(configId, page, of),
        pageOf: ({ non_migrate_users, total_count }) => ({
          entries: non_migrate_users,
          total: total_count,
        }),
      }),
    add: change("ADD"),
    remove: change("DELETE"),
  };
}
