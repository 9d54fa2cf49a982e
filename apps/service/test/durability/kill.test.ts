import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

import type { HotspotSessionMigrationConfig, UserInfo } from "@hotspot-session/types";
import { describe, expect, it } from "vitest";

import { startProcess } from "../process/service-process.ts";
import { type Sender, sender } from "../sender.ts";
import { soaking, soakTimeout, tell } from "../soak.ts";
import { differences, type Ledger, newLedger, settingsOf } from "./ledger.ts";
import { storm, type Target } from "./storm.ts";

const mostWrites = soaking ? 1500 : 400;
/** How each ends, and how often. */
const ends = [
  { signal: "SIGKILL", times: soaking ? 200 : 3, exitCode: -1 },
  { signal: "SIGTERM", times: soaking ? 50 : 2, exitCode: 0 },
] as const;
const token = "a-token-for-tests-of-32-characters-or-more";
const configs = "/v1/p1/hotspot-session-config";

describe.each(ends)("a service that ends by $signal during a storm of writes", (end) => {
  const { signal, times, exitCode } = end;
  it(
    "has every write that it answered, none by half, and an intact database",
    { timeout: soaking ? soakTimeout : 60_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "hotspot-kill-"));
      const file = join(folder, "hotspot.db");
      await using processes = new AsyncDisposableStack();
      const settings = {
        HOTSPOT_DATABASE_URL: `sqlite:${file}`,
        HOTSPOT_BOOTSTRAP_PROJECT_ID: "p1",
        HOTSPOT_BOOTSTRAP_TOKEN: token,
      };
      const start = () => processes.use(startProcess(settings));
      let service = start();
      let [answered, unanswered, known] = [0, 0, 0];
      for (let round = 0; round < times; round++) {
        const target = { address: await service.ready(), configs, token };
        const ledger = newLedger();
        const shared = await createShared(target);
        const victim = service;
        const killAfter = 1 + Math.floor(Math.random() * mostWrites);
        const kill = () => void victim.send(signal);
        await storm(target, ledger, shared, killAfter, kill, signal === "SIGKILL");
        expect(await victim.closed).toBe(exitCode);

        service = start();
        using client = sender(await service.ready());
        const found = await configsFrom(client, known);
        known += found.length;
        expect(differences(ledger, await usersOf(client, found))).toEqual([]);
        expectSettings(ledger, found);
        expectIntact(file);
        answered += ledger.answered;
        unanswered += ledger.groups.filter(({ expected }) => expected === "all or none").length;
      }
      expect(await service.stop()).toBe(0);
      tell(
        `durability: ${times} times ${signal}, ${answered} answered writes, all found; ` +
          `${unanswered} unanswered groups, each whole or absent; integrity ok each time`,
      );
      // Left where it is after a failure: it shows what went wrong.
      rmSync(folder, { recursive: true });
    },
  );
});

/** Configurations of this storm that all clients add users to. */
async function createShared({ address }: Target): Promise<string[]> {
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

function expectSettings({ settings }: Ledger, found: readonly HotspotSessionMigrationConfig[]) {
  const byId = new Map(found.map((config) => [config.id, config]));
  for (const [id, { answered, pending }] of settings) {
    const config = byId.get(id);
    const number = config?.hotspot_exit_session_num ?? -1;
    expect([answered, pending], `the settings of ${id}`).toContain(number);
    expect(config).toMatchObject(settingsOf(number));
  }
}

function expectIntact(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  database.close();
}
