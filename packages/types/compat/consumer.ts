import type {
  components,
  ErrorResponse,
  HotspotSessionMigrationConfig,
  operations,
  paths,
  UserInfo,
} from "@hotspot-session/types";

// What users of the types may have written: every operation is called with the least and with all
// that it takes, and every field of every answer is read, as what it is.
//
// Each release keeps a copy in `released/`, which has to compile with the types of today as well, or
// a user's program will not. Where a line of it does not: keep what it uses; or write above it
// `// @ts-expect-error` and what changed, and announce the break with `pnpm changeset`.

type Json<Holder extends { content: { "application/json": unknown } }> =
  Holder["content"]["application/json"];

type Configs = paths["/v1/{project_id}/hotspot-session-config"];
type Config = paths["/v1/{project_id}/hotspot-session-config/{config_id}"];
type Users = paths["/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users"];

export type Create = Configs["post"];
export type ListConfigs = Configs["get"];
export type Update = Config["patch"];
export type ListUsers = Users["get"];
export type UpdateUsers = Users["patch"];

/** Each operation by its operationId, too. */
export const sameOperations = (
  create: operations["CreateHotspotSessionConfig"],
  listConfigs: operations["ListHotspotSessionConfig"],
  update: operations["UpdateHotspotSessionConfig"],
  listUsers: operations["ListNonMigrationUsers"],
  updateUsers: operations["UpdateNonMigrationUsers"],
): [Create, ListConfigs, Update, ListUsers, UpdateUsers] => [
  create,
  listConfigs,
  update,
  listUsers,
  updateUsers,
];

export const parameters: [
  Create["parameters"],
  Create["parameters"],
  ListConfigs["parameters"],
  ListConfigs["parameters"],
  ListConfigs["parameters"],
  Update["parameters"],
  Update["parameters"],
  ListUsers["parameters"],
  ListUsers["parameters"],
  ListUsers["parameters"],
  UpdateUsers["parameters"],
  UpdateUsers["parameters"],
] = [
  { path: { project_id: "p" } },
  { path: { project_id: "p" }, header: { "X-Request-Id": "r" } },
  { path: { project_id: "p" } },
  { path: { project_id: "p" }, query: {}, header: {} },
  { path: { project_id: "p" }, query: { offset: 0, limit: 10 }, header: { "X-Request-Id": "r" } },
  { path: { project_id: "p", config_id: "c" } },
  { path: { project_id: "p", config_id: "c" }, header: { "X-Request-Id": "r" } },
  { path: { project_id: "p", config_id: "c" } },
  { path: { project_id: "p", config_id: "c" }, query: {}, header: {} },
  {
    path: { project_id: "p", config_id: "c" },
    query: { user_name: "t", offset: 0, limit: 10 },
    header: { "X-Request-Id": "r" },
  },
  { path: { project_id: "p", config_id: "c" } },
  { path: { project_id: "p", config_id: "c" }, header: { "X-Request-Id": "r" } },
];

export const users: components["schemas"]["NonMigrateUsers"] = [
  { user_id: "u" },
  { user_name: "n" },
  { user_id: "u", user_name: "n" },
];

export const creations: Json<Create["requestBody"]>[] = [
  { hotspot_session_migration_enable: false, hotspot_exit_session_num: 0 },
  { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4, non_migrate_users: users },
];
export const update: Json<Update["requestBody"]> = {
  hotspot_session_migration_enable: true,
  hotspot_exit_session_num: 4,
};
export const updatesOfUsers: Json<UpdateUsers["requestBody"]>[] = [
  { update_type: "ADD", non_migrate_users: [] },
  { update_type: "DELETE", non_migrate_users: users },
];

/** What a user may be made into: both names may be missing. */
export function nameOf(user: UserInfo): string | undefined {
  const id: string | undefined = user.user_id;
  const name: string | undefined = user.user_name;
  return name ?? id;
}

export function readCreated(body: Json<Create["responses"][200]>): [string, boolean, number] {
  body.non_migrate_users.map(nameOf);
  return [body.id, body.hotspot_session_migration_enable, body.hotspot_exit_session_num];
}

export function readConfigs(body: Json<ListConfigs["responses"][200]>): string[] {
  return body.items.map(readConfig);
}

export function readConfig(item: HotspotSessionMigrationConfig): string {
  const [enabled, count]: [boolean, number] = [
    item.hotspot_session_migration_enable,
    item.hotspot_exit_session_num,
  ];
  const names: (string | undefined)[] = item.non_migrate_users.map(nameOf);
  const ids: [string, string] = [item.id, item.project_id];
  return [...ids, ...names, enabled ? count.toFixed() : "off"].join();
}

export function readUpdated(body: Json<Update["responses"][200]>): [string, boolean, number] {
  return [body.id, body.hotspot_session_migration_enable, body.hotspot_exit_session_num];
}

export function readUsers(body: Json<ListUsers["responses"][200]>): [number, unknown[]] {
  return [body.total_count, body.non_migrate_users.map(nameOf)];
}

/** The answer to a change of users has no body. */
export const nothing: UpdateUsers["responses"][200]["content"] = undefined;

type Failure = 400 | 401 | 403 | 404 | 405 | 500 | 503;
type Responses = (Create | ListConfigs | Update | ListUsers | UpdateUsers)["responses"];

export function readError(response: Responses[Failure]): [string, string] {
  const body: ErrorResponse = response.content["application/json"];
  return [body.error_code, body.error_msg];
}

export function readHeaders(response: Responses[200 | Failure]): [string, "no-store"] {
  return [response.headers["X-Request-Id"], response.headers["Cache-Control"]];
}

export function readAllow(response: Responses[405]): string {
  return response.headers["Allow"];
}

export function readRetryAfter(response: Responses[503]): number {
  return response.headers["Retry-After"];
}
