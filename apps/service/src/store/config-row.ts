import type {
  HotspotSessionMigrationConfig,
  UpdateHotspotSessionConfigRequest,
} from "@hotspot-session/types";

import { nextConfigId } from "./config-id.ts";

/** A configuration without its project and its users, which have columns and a table of their own. */
export type Config = Omit<HotspotSessionMigrationConfig, "project_id" | "non_migrate_users">;

type Settings = UpdateHotspotSessionConfigRequest;

type SettingsRow = readonly [enable: boolean | number, exitNum: number];

/** The values of {@link configColumns}. A boolean is 0 or 1 in SQLite; PostgreSQL takes these for one. */
export type ConfigRow = readonly [id: string, ...SettingsRow];

type ColumnsOf<Row> = { readonly [Index in keyof Row]: string };

/** The columns that an update writes. */
export const settingColumns: ColumnsOf<SettingsRow> = ["enable", "exit_num"];

/** The columns of a configuration in both engines. schema-changes.ts adds a new one to the tables. */
export const configColumns: ColumnsOf<ConfigRow> = ["id", ...settingColumns];

export const settingsRow = (settings: Settings) =>
  [
    Number(settings.hotspot_session_migration_enable),
    settings.hotspot_exit_session_num,
  ] as const satisfies SettingsRow;

export const rowOf = (config: Config) =>
  [config.id, ...settingsRow(config)] as const satisfies ConfigRow;

export const configOf = ([id, enable, exitNum]: ConfigRow): Config => ({
  id,
  hotspot_session_migration_enable: Boolean(enable),
  hotspot_exit_session_num: exitNum,
});

/** @param lastId the id of the project's latest configuration */
export const newConfig = (lastId: string | undefined, settings: Settings): Config => ({
  id: nextConfigId(lastId, Date.now()),
  ...settings,
});

/** The JSON of a listed configuration, up to its users. */
export function jsonBeforeUsers(project_id: string, row: ConfigRow): string {
  const config = JSON.stringify({ ...configOf(row), project_id });
  return `${config.slice(0, -1)},"non_migrate_users":`;
}
