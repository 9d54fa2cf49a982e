import { createHotspotClient, type UserInfo } from "@hotspot-session/client";

import type { Service } from "./service.ts";

/** Users `worker-0`, `worker-1` and so on, each with an id. */
export const workers = (count: number): UserInfo[] =>
  Array.from({ length: count }, (_, index) => ({
    user_id: `id-${index}`,
    user_name: `worker-${index}`,
  }));

/** A new configuration with these users, and what it holds later. */
export async function configOf(service: Service, users: readonly UserInfo[]) {
  const { url, projectId, token } = service;
  const { configs, nonMigrationUsers } = createHotspotClient({ baseUrl: url, projectId, token });
  const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 };
  const { id } = await configs.create(settings);
  await nonMigrationUsers.add(id, users);
  const stored = () => nonMigrationUsers.iterate(id).all({ max: 10_000 });
  return { id, stored };
}
