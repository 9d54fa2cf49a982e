// Generated from spec/openapi.yaml by `pnpm generate`. Do not edit: change the contract and generate again.
// contract sha256:a17ff5650c1f097baf72ab24abfc5c9a5469a199498a39950a7003355793b8fa

/** How each operation of the contract is sent, and what its answer must have. */
export const operationTable = {
  ListHotspotSessionConfig: {
    method: "GET",
    path: "/v1/{project_id}/hotspot-session-config",
    idempotent: true,
    answer: {"items":"array"},
  },
  CreateHotspotSessionConfig: {
    method: "POST",
    path: "/v1/{project_id}/hotspot-session-config",
    idempotent: false,
    answer: {"id":"string","hotspot_session_migration_enable":"boolean","hotspot_exit_session_num":"number","non_migrate_users":"array"},
  },
  UpdateHotspotSessionConfig: {
    method: "PATCH",
    path: "/v1/{project_id}/hotspot-session-config/{config_id}",
    idempotent: true,
    answer: {"id":"string","hotspot_session_migration_enable":"boolean","hotspot_exit_session_num":"number"},
  },
  ListNonMigrationUsers: {
    method: "GET",
    path: "/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users",
    idempotent: true,
    answer: {"total_count":"number","non_migrate_users":"array"},
  },
  UpdateNonMigrationUsers: {
    method: "PATCH",
    path: "/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users",
    idempotent: true,
    answer: {},
  },
} as const;
