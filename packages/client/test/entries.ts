import type { UserInfo } from "@hotspot-session/types";

// A configuration's exempt users by the rules of the contract, in the plainest code.

export const addAll = (entries: readonly UserInfo[], users: readonly UserInfo[]) =>
  users.reduce(add, entries);

export const removeAll = (entries: readonly UserInfo[], users: readonly UserInfo[]) =>
  users.reduce(remove, entries);

export function add(entries: readonly UserInfo[], user: UserInfo): readonly UserInfo[] {
  const isNameOnly = (entry: UserInfo) =>
    entry.user_id === undefined && entry.user_name === user.user_name;
  if (user.user_id === undefined) {
    return entries.some((entry) => entry.user_name === user.user_name)
      ? entries
      : [...entries, user];
  }
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
