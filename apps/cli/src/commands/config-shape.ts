import type { HotspotSessionMigrationConfig } from "@hotspot-session/client";

import { maxNonMigrateUsers } from "../limits.ts";
import type { Column, Shape } from "../output/shape.ts";

// Each shape asks for the fields that it shows: an answer may have more of them.

type Settings = Pick<
  HotspotSessionMigrationConfig,
  "id" | "hotspot_session_migration_enable" | "hotspot_exit_session_num"
>;

/** A configuration's settings, without its users. Another service may leave out any field. */
export const settingsShape: Shape<Settings> = {
  columns: [
    { title: "ID", cell: ({ id }) => id ?? "" },
    {
      title: "MIGRATION",
      cell: (config) => (config.hotspot_session_migration_enable ? "on" : "off"),
      tone: (config) => (config.hotspot_session_migration_enable ? "good" : "faint"),
    },
    {
      title: "EXIT SESSIONS",
      align: "right",
      cell: (config) => String(config.hotspot_exit_session_num ?? ""),
    },
  ],
  fields: ["id", "hotspot_session_migration_enable", "hotspot_exit_session_num"],
};

type WithUsers = Settings & Pick<HotspotSessionMigrationConfig, "non_migrate_users">;

const userCount: Column<WithUsers> = {
  title: "EXEMPT USERS",
  align: "right",
  cell: ({ non_migrate_users: users }) =>
    users?.length >= maxNonMigrateUsers ? `${maxNonMigrateUsers}+` : String(users?.length ?? ""),
};

/** A configuration as it was created. */
export const createdShape: Shape<WithUsers> = {
  columns: [...settingsShape.columns, userCount],
  fields: [...settingsShape.fields, "non_migrate_users"],
};

/** A configuration as it is listed. */
export const configShape: Shape<WithUsers & Pick<HotspotSessionMigrationConfig, "project_id">> = {
  columns: createdShape.columns,
  fields: ["id", "project_id", ...createdShape.fields.slice(1)],
};
