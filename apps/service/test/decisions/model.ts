import type { UpdateNonMigrationUsersRequest, UserInfo } from "@hotspot-session/types";

/** The exempt users of one configuration by the rules of the contract, told as plainly as possible. */
export function applied(
  entries: readonly UserInfo[],
  { update_type, non_migrate_users }: UpdateNonMigrationUsersRequest,
): readonly UserInfo[] {
  return non_migrate_users.reduce(update_type === "ADD" ? add : remove, entries);
}

function add(entries: readonly UserInfo[], user: UserInfo): readonly UserInfo[] {
  if (user.user_id === undefined) {
    return entries.some((entry) => entry.user_name === user.user_name)
      ? entries
      : [...entries, user];
  }
  const isNameOnly = (entry: UserInfo) =>
    entry.user_id === undefined && entry.user_name === user.user_name;
  if (entries.some((entry) => entry.user_id === user.user_id)) {
    return entries
      .filter((entry) => !isNameOnly(entry))
      .map((entry) => (entry.user_id === user.user_id ? user : entry));
  }
  if (entries.some(isNameOnly)) return entries.map((entry) => (isNameOnly(entry) ? user : entry));
  return [...entries, user];
}

function remove(entries: readonly UserInfo[], user: UserInfo): readonly UserInfo[] {
  return entries.filter((entry) =>
    user.user_id === undefined
      ? entry.user_name !== user.user_name
      : entry.user_id !== user.user_id,
  );
}
