/**
 * What upstream's five pages state of the wire, as data read off them by hand. The contract may say
 * more, never less and never otherwise.
 */

type Type = "String" | "Integer" | "Boolean" | `Array of ${string}`;

export interface Field {
  readonly type: Type;
  readonly mandatory: boolean;
}

type Fields<Value> = Readonly<Record<string, Value>>;

export interface Page {
  readonly operationId: string;
  readonly method: "get" | "post" | "patch";
  readonly path: string;
  readonly inPath: Fields<Field>;
  readonly inQuery: Fields<Field>;
  /** `undefined`: the page has no request body. */
  readonly request: Fields<Field> | undefined;
  /** `undefined`: the page shows a 200 without fields. */
  readonly response: Fields<Type> | undefined;
}

const yes = (type: Type): Field => ({ type, mandatory: true });
const no = (type: Type): Field => ({ type, mandatory: false });

const collection = "/v1/{project_id}/hotspot-session-config";
const one = `${collection}/{config_id}`;

export const pages: readonly Page[] = [
  {
    operationId: "CreateHotspotSessionConfig",
    method: "post",
    path: collection,
    inPath: { project_id: yes("String") },
    inQuery: {},
    request: {
      hotspot_session_migration_enable: yes("Boolean"),
      hotspot_exit_session_num: yes("Integer"),
      non_migrate_users: no("Array of UserInfo"),
    },
    response: {
      id: "String",
      hotspot_session_migration_enable: "Boolean",
      hotspot_exit_session_num: "Integer",
      non_migrate_users: "Array of UserInfo",
    },
  },
  {
    operationId: "ListHotspotSessionConfig",
    method: "get",
    path: collection,
    inPath: { project_id: yes("String") },
    inQuery: { offset: no("Integer"), limit: no("Integer") },
    request: undefined,
    response: { items: "Array of HotspotSessionMigrationConfig" },
  },
  {
    operationId: "UpdateHotspotSessionConfig",
    method: "patch",
    path: one,
    inPath: { project_id: yes("String"), config_id: yes("String") },
    inQuery: {},
    request: {
      hotspot_session_migration_enable: yes("Boolean"),
      hotspot_exit_session_num: yes("Integer"),
    },
    response: {
      id: "String",
      hotspot_session_migration_enable: "Boolean",
      hotspot_exit_session_num: "Integer",
    },
  },
  {
    operationId: "ListNonMigrationUsers",
    method: "get",
    path: `${one}/non-migration-users`,
    inPath: { project_id: yes("String"), config_id: yes("String") },
    inQuery: { user_name: no("String"), offset: no("Integer"), limit: no("Integer") },
    request: undefined,
    response: { total_count: "Integer", non_migrate_users: "Array of UserInfo" },
  },
  {
    operationId: "UpdateNonMigrationUsers",
    method: "patch",
    path: `${one}/non-migration-users`,
    inPath: { project_id: yes("String"), config_id: yes("String") },
    inQuery: {},
    request: { update_type: yes("String"), non_migrate_users: yes("Array of UserInfo") },
    response: undefined,
  },
];

/** The objects that the pages name, beside the bodies. */
export const objects: Readonly<Record<string, Fields<Type>>> = {
  UserInfo: { user_id: "String", user_name: "String" },
  HotspotSessionMigrationConfig: {
    id: "String",
    project_id: "String",
    hotspot_session_migration_enable: "Boolean",
    hotspot_exit_session_num: "Integer",
    non_migrate_users: "Array of UserInfo",
  },
};

/** The body of every error, the same on each page. */
export const error: Fields<Type> = { error_code: "String", error_msg: "String" };

export const errorStatuses = ["400", "401", "403", "404", "405", "500", "503"];

/** The optional header that every page lists. */
export const tokenHeader = "X-Auth-Token";

/** What a page allows for `update_type`. */
export const updateTypes = ["ADD", "DELETE"];

/** The range that two pages give for `limit`. */
export const limitRange = { minimum: 1, maximum: 100 };
