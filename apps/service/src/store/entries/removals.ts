import type { UserInfo } from "@hotspot-session/types";

/** Which entries a DELETE removes. */
export interface Removals {
  /** The entry of each of these ids. */
  readonly ids: readonly string[];
  /** Every entry that has one of these names, with an id or without. */
  readonly names: readonly string[];
}

/** A user with an id removes the entry of that id, with any name; one without an id, all of its name. */
export function removalsOf(users: readonly UserInfo[]): Removals {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const { user_id, user_name } of users) {
    if (user_id !== undefined) ids.add(user_id);
    else if (user_name !== undefined) names.add(user_name);
  }
  return { ids: [...ids], names: [...names] };
}
