import type { UserInfo } from "@hotspot-session/types";

/**
 * An entry of a configuration as it is stored: at least one of id and name is set. No two entries of
 * a configuration have the same place, the same id, or the same name without an id.
 */
export interface Entry {
  /** Orders the entries of a configuration. It never changes, and a later entry has a higher one. */
  readonly place: number;
  readonly user_id: string | null;
  readonly user_name: string | null;
}

/** An entry as the API shows it: without the property that it does not have. */
export function userOf({ user_id, user_name }: Omit<Entry, "place">): UserInfo {
  if (user_id === null) return user_name === null ? {} : { user_name };
  return user_name === null ? { user_id } : { user_id, user_name };
}
