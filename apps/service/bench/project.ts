import { createHotspotClient } from "@hotspot-session/client";
import type { UserInfo } from "@hotspot-session/types";
import type { Request } from "autocannon";

import type { Server } from "./server.ts";

export const projectId = "a4da8115c9d8464ead3a38309130523f";
export const token = "a-token-for-the-bench-of-32-characters-or-more";
const headers = { "x-auth-token": token, "content-type": "application/json" };

export const configsPath = `/v1/${projectId}/hotspot-session-config`;
export const usersPath = (configId: string) => `${configsPath}/${configId}/non-migration-users`;
export const get = (path: string): Request => ({ method: "GET", path, headers });

/** Writes to each configuration in turn, other settings each time: every write has an effect. */
export function differentPatches(ids: readonly string[]): Request[] {
  return Array.from({ length: 20 * ids.length }, (_, turn) => ({
    method: "PATCH",
    path: `${configsPath}/${ids[turn % ids.length]}`,
    headers,
    body: JSON.stringify({
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: Math.floor(turn / ids.length),
    }),
  }));
}

/** @throws for any other status than 200 */
export async function answerOf({ address }: Server, path: string) {
  const response = await fetch(address + path, { headers });
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
  const kept = new Headers(response.headers);
  // node:http writes these itself.
  for (const name of ["date", "connection", "keep-alive"]) kept.delete(name);
  return { token, headers: Object.fromEntries(kept), body: await response.text() };
}

export const clientOf = ({ address: baseUrl }: Server) =>
  createHotspotClient({ baseUrl, projectId, token });

export async function createConfigs(server: Server, count: number, user: UserInfo = {}) {
  const { configs } = clientOf(server);
  const settings = { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 };
  const request = { ...settings, non_migrate_users: [{ user_name: "night-batch", ...user }] };
  const created = await Promise.all(Array.from({ length: count }, () => configs.create(request)));
  return created.map(({ id }) => id);
}

/** Users whose ids are in no order: a store gains nothing from appending to its indexes. */
export function* usersUpTo(count: number): Generator<UserInfo> {
  for (let index = 1; index <= count; index++) {
    // Multiplying by an odd number never gives the same value twice.
    const scattered = (Math.imul(index, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0");
    yield { user_id: scattered.repeat(4), user_name: `u${scattered.slice(0, 3)}-${index}` };
  }
}
