import type {
  HotspotClient,
  HotspotSessionMigrationConfig,
  UpdateHotspotSessionConfigRequest,
  UserInfo,
} from "@hotspot-session/client";
import { planSync, syncCounts, type SyncPlan, type SyncTarget } from "@hotspot-session/client/sync";

import { maxNonMigrateUsers } from "../limits.ts";
import type { Insertion } from "./document.ts";

export type Settings = UpdateHotspotSessionConfigRequest;

/** A configuration as a project must have it. */
export interface WantedConfig {
  /** Absent until it is created. */
  id: string | undefined;
  /** Where the file has it. */
  readonly place: string;
  readonly settings: Settings;
  /** Its users; undefined where those of the service stay as they are. */
  readonly target: SyncTarget | undefined;
  readonly insertion: Insertion | undefined;
}

/** A setting that has another value. */
export interface SettingChange {
  readonly field: string;
  /** Absent where the configuration is created. */
  readonly from?: unknown;
  readonly to: unknown;
}

/** What makes a configuration what it must be. */
export interface ConfigPlan {
  readonly config: WantedConfig;
  readonly settings: readonly SettingChange[];
  readonly sync: SyncPlan;
}

/** How a project differs from a file. */
export interface ProjectPlan {
  /** The configurations that differ, in the order of the file. */
  readonly plans: readonly ConfigPlan[];
  /** Those that only the service has. */
  readonly unnamed: readonly string[];
  /** Those whose id the service does not know. */
  readonly missing: readonly WantedConfig[];
}

/** Reads the project, and compares it with what it must be. */
export async function compareProject(
  client: HotspotClient,
  configs: readonly WantedConfig[],
  signal: AbortSignal,
): Promise<ProjectPlan> {
  const wanted = new Map(configs.map((config) => [config.id, config]));
  const found = new Map<WantedConfig, ConfigPlan>();
  const unnamed: string[] = [];
  for await (const present of client.configs.iterate({}, { signal })) {
    const config = wanted.get(present.id);
    if (config === undefined) unnamed.push(present.id);
    else found.set(config, await planOf(config, present, usersOf(client, present, signal)));
  }
  for (const config of configs) {
    if (config.id === undefined) found.set(config, await planOf(config, {}, []));
  }
  return {
    plans: configs.flatMap((config) => found.get(config) ?? []).filter(isChange),
    unnamed,
    missing: configs.filter((config) => !found.has(config)),
  };
}

/** All users of a configuration, of which its list embeds the first, or another service none. */
export function usersOf(
  { nonMigrationUsers }: HotspotClient,
  { id, non_migrate_users }: HotspotSessionMigrationConfig,
  signal: AbortSignal,
): Iterable<UserInfo> | AsyncIterable<UserInfo> {
  const isWhole = non_migrate_users?.length < maxNonMigrateUsers;
  return isWhole ? non_migrate_users : nonMigrationUsers.iterate(id, {}, { signal });
}

const isChange = ({ config, settings, sync }: ConfigPlan) =>
  config.id === undefined || settings.length > 0 || syncCounts(sync).changes > 0;

async function planOf(
  config: WantedConfig,
  present: object,
  users: Iterable<UserInfo> | AsyncIterable<UserInfo>,
): Promise<ConfigPlan> {
  const values = new Map(Object.entries(present));
  const settings = Object.entries(config.settings)
    .map(([field, to]) => ({ field, from: values.get(field), to }))
    .filter(({ from, to }) => from !== to);
  const sync = config.target === undefined ? noChange : await planSync(config.target, users);
  return { config, settings, sync };
}

const noChange: SyncPlan = {
  overwrites: [],
  additions: [],
  removals: [],
  lateAdditions: [],
  present: 0,
};
