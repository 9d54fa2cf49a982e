import type {
  ListHotspotSessionConfigResponse,
  ListNonMigrationUsersResponse,
  UserInfo,
} from "@hotspot-session/types";

import type { Json } from "../../src/store/json.ts";
import type { Page, Store } from "../../src/store/store.ts";

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

/** What JSON of a store says, whether it came whole or in parts. */
export async function parsed<Value>(json: Json<Value>): Promise<Value> {
  return JSON.parse(typeof json === "string" ? json : (await Array.fromAsync(json)).join(""));
}

export async function configsOf(
  store: Store,
  project: string,
  page: Page = all,
): Promise<ListHotspotSessionConfigResponse["items"]> {
  return (await parsed(await store.listConfigs(project, page))).items;
}

export async function listUsers(
  store: Store,
  project: string,
  id: string,
  filter = "",
  page: Page = all,
): Promise<ListNonMigrationUsersResponse | undefined> {
  const found = await store.listUsers(project, id, filter, page);
  return found === undefined ? undefined : await parsed(found);
}

export async function usersOf(store: Store, project: string, id: string) {
  return (await listUsers(store, project, id))?.non_migrate_users;
}
