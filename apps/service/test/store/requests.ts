import type { UserInfo } from "@hotspot-session/types";

import type { Store } from "../../src/store/store.ts";

// What the tests of a store's promises ask of it again and again.

export const settings = (hotspot_exit_session_num: number) => ({
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num,
});
export const all = { offset: 0, limit: 1000 };
export const add = (...non_migrate_users: UserInfo[]) => ({
  update_type: "ADD" as const,
  non_migrate_users,
});
export const numbered = (count: number, prefix = "") =>
  Array.from({ length: count }, (_, index) => ({ user_id: `${prefix}${index}` }));

export async function usersOf(store: Store, project: string, id: string) {
  return (await store.listUsers(project, id, "", all))?.non_migrate_users;
}
