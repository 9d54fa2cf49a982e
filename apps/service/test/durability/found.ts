import type { HotspotSessionMigrationConfig, UserInfo } from "@hotspot-session/types";
import { expect } from "vitest";

import { type Sender, sender } from "../sender.ts";
import { differences, type Ledger, settingsOf } from "./ledger.ts";
import type { Target } from "./storm.ts";

export const token = "a-token-for-tests-of-32-characters-or-more";
export const configs = "/v1/p1/hotspot-session-config";

/** The settings of a service that is stormed, but for its database. */
export const settings = {
  HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
  HOTSPOT_BOOTSTRAP_TOKEN: token,
};

/** Configurations of this storm that all clients add users to. */
export async function createShared({ addresses: [address] }: Target): Promise<string[]> {
  using client = sender(address);
  const ids = [];
  for (let index = 0; index < 3; index++) {
    const headers = { "x-auth-token": token, "content-type": "application/json" };
    const body = JSON.stringify(settingsOf(0));
    ids.push((await client.send({ method: "POST", path: configs, headers, body })).body.id);
  }
  return ids;
}

async function read(client: Sender, path: string) {
  const answer = await client.send({ method: "GET", path, headers: { "x-auth-token": token } });
  expect(answer.status).toBe(200);
  return answer.body;
}

/** All configurations after the first `known`. */
async function configsFrom(
  client: Sender,
  known: number,
): Promise<HotspotSessionMigrationConfig[]> {
  const found: HotspotSessionMigrationConfig[] = [];
  for (;;) {
    const { items } = await read(client, `${configs}?limit=50&offset=${known + found.length}`);
    found.push(...items);
    if (items.length < 50) return found;
  }
}

/** The users of all these configurations; each count is exactly what its pages hold. */
async function usersOf(
  client: Sender,
  found: readonly HotspotSessionMigrationConfig[],
): Promise<UserInfo[]> {
  const users: UserInfo[] = [];
  for (const { id } of found) {
    const path = `${configs}/${id}/non-migration-users?limit=100`;
    let [listed, total] = [0, 0];
    do {
      const page = await read(client, `${path}&offset=${listed}`);
      const entries: UserInfo[] = page.non_migrate_users;
      total = page.total_count;
      listed += entries.length;
      users.push(...entries);
      if (entries.length === 0) break;
    } while (listed < total);
    expect(listed, `total_count of ${id}`).toBe(total);
  }
  return users;
}

function expectSettings(ledger: Ledger, found: readonly HotspotSessionMigrationConfig[]) {
  const byId = new Map(found.map((config) => [config.id, config]));
  for (const [id, { answered, pending }] of ledger.settings) {
    const config = byId.get(id);
    const number = config?.hotspot_exit_session_num ?? -1;
    expect([answered, pending], `the settings of ${id}`).toContain(number);
    expect(config).toMatchObject(settingsOf(number));
  }
}

/**
 * Expects that a service has every write that was answered in a storm, and none by half.
 *
 * @param known how many configurations there were before the storm
 * @returns how many there are after it
 */
export async function expectFound(address: string, ledger: Ledger, known: number): Promise<number> {
  using client = sender(address);
  const found = await configsFrom(client, known);
  expect(differences(ledger, await usersOf(client, found))).toEqual([]);
  expectSettings(ledger, found);
  return known + found.length;
}

/** The number of requests whose outcome no answer tells. */
export const unanswered = ({ groups }: Ledger): number =>
  groups.filter(({ expected }) => expected === "all or none").length;
