import {
  AbortedError,
  type AnyHotspotError,
  AuthenticationError,
  BadRequestError,
  BulkError,
  ConnectionError,
  createHotspotClient,
  type HotspotClient,
  HotspotError,
  InternalServerError,
  isHotspotError,
  MethodNotAllowedError,
  NotFoundError,
  PermissionDeniedError,
  type Region,
  safe,
  ServiceUnavailableError,
  TimeoutError,
  UnexpectedAnswerError,
  type UpdateNonMigrationUsersRequest,
  type UserInfo,
} from "@hotspot-session/client";
import { settingsFromEnvironment } from "@hotspot-session/client/environment";
import { findConfig } from "@hotspot-session/client/find-config";
import {
  type Profile,
  profileWarning,
  readProfiles,
  settingsFromProfile,
  updateProfiles,
} from "@hotspot-session/client/profiles";
import {
  applySync,
  changeUsers,
  describeAccount,
  planSync,
  syncCounts,
  syncTargetOf,
} from "@hotspot-session/client/sync";
import { readUsers, userFileFormatOf, writeUsers } from "@hotspot-session/client/user-files";

// What users of the client may have written: every method with the least and with all that it
// takes, every field of the answers, and every kind of failure.
//
// Each release keeps a copy in `released/`, which has to compile with the client of today as well,
// or a user's program will not. Where a line of it does not: keep what it uses; or write above it
// `// @ts-expect-error` and what changed, and announce the break with `pnpm changeset`.

const region: Region = "cn-north-4";

export const clients: HotspotClient[] = [
  createHotspotClient(settingsFromEnvironment()),
  createHotspotClient({ ...settingsFromEnvironment({ HOTSPOT_URL: "u" }), timeout: 1000 }),
  createHotspotClient({ baseUrl: "https://example.com", projectId: "p", token: "t" }),
  createHotspotClient({ region, projectId: "p", token: () => "t" }),
  createHotspotClient({ region, projectId: "p", auth: { token: async () => "t" } }),
  createHotspotClient({ region, projectId: "p", auth: { accessKey: "a", secretKey: "s" } }),
  createHotspotClient({
    baseUrl: "https://example.com",
    projectId: "p",
    auth: { accessKey: "a", secretKey: "s", securityToken: "t" },
    timeout: 1000,
    deadline: 10_000,
    maxRetries: 0,
    headers: { "X-Request-Id": "r" },
    fetch: (request: Request) => fetch(request),
    logger: { debug: () => undefined, warn: () => undefined },
    hooks: {
      request: ({ operation, method, url, attempt, headers }) =>
        note(operation, method, url, attempt, headers["accept"]),
      response: ({ operation, method, url, attempt, status, requestId, duration }) =>
        note(operation, method, url, attempt, status, requestId, duration),
      retry: ({ operation, attempt, error, delay }) => note(operation, attempt, error.kind, delay),
    },
  }),
];

function note(...seen: readonly (string | number | undefined)[]): void {
  seen.join(" ");
}

const { signal } = new AbortController();
const call = { signal, timeout: 1, deadline: 2, maxRetries: 3, headers: { "X-Request-Id": "r" } };

export async function configurations({ configs, projectId }: HotspotClient): Promise<string[]> {
  const created = await configs.create({
    hotspot_session_migration_enable: false,
    hotspot_exit_session_num: 0,
  });
  const withUsers = await configs.create(
    {
      hotspot_session_migration_enable: true,
      hotspot_exit_session_num: 4,
      non_migrate_users: [{ user_id: "u", user_name: "n" }],
    },
    call,
  );
  const updated = await configs.update(
    created.id,
    { hotspot_session_migration_enable: true, hotspot_exit_session_num: 4 },
    call,
  );
  const page = await configs.list();
  const { data, requestId, response } = await configs.list().withResponse();
  note(data.items.length, requestId, response.headers.get("date") ?? undefined);
  await configs.list({ offset: 0, limit: 10 }, call);
  const all = await configs.iterate({ offset: 0, limit: 100 }, call).all({ max: 1000 });
  for await (const one of configs.iterate()) all.push(one);
  const found = await findConfig(configs, "c", call);
  if (found !== undefined) all.push(found);

  const counts: number[] = [created, withUsers, updated, ...all].map(
    (one) => one.hotspot_exit_session_num,
  );
  const switches: boolean[] = [created, withUsers, updated, ...all].map(
    (one) => one.hotspot_session_migration_enable,
  );
  const ids: string[] = [created.id, withUsers.id, updated.id, ...all.map(({ id }) => id)];
  const projects: string[] = page.items.map((item) => item.project_id);
  const names = [created, withUsers, ...page.items].flatMap((one) =>
    one.non_migrate_users.map(nameOf),
  );
  return [...ids, ...projects, ...names, ...counts.map(String), ...switches.map(String), projectId];
}

export async function exemptUsers({ nonMigrationUsers }: HotspotClient): Promise<string[]> {
  const page = await nonMigrationUsers.list("c");
  await nonMigrationUsers.list("c", { user_name: "n", offset: 0, limit: 10 }, call);
  const total: number = page.total_count;
  const all = await nonMigrationUsers.iterate("c", { user_name: "n" }, call).all({ max: 10 });
  for await (const user of nonMigrationUsers.iterate("c")) all.push(user);
  const bulk = {
    ...call,
    concurrency: 2,
    onProgress: (done: { applied: number }) => note(done.applied),
  };
  await nonMigrationUsers.add("c", [{ user_id: "u" }, { user_name: "n" }]);
  await nonMigrationUsers.add("c", page.non_migrate_users, bulk);
  await nonMigrationUsers.remove("c", nonMigrationUsers.iterate("c"), bulk);
  return [...all.map(nameOf), String(total)];
}

export async function fileOfUsers({ nonMigrationUsers }: HotspotClient): Promise<string[]> {
  const file = new File(["name"], "users.csv");
  const list = await readUsers(file.stream(), userFileFormatOf(file.name) ?? "csv", { signal });
  const problems = list.problems.map(({ line, problem }) => `${line}: ${problem}`);
  const target = syncTargetOf(list);
  const plan = await planSync(target, nonMigrationUsers.iterate("c"), (count) => note(count));
  const { changes, additions, overwrites, removals, unchanged } = syncCounts(plan);
  note(changes, additions, overwrites, removals, unchanged, target.size);
  const synced = await applySync(nonMigrationUsers, "c", plan, {
    ...call,
    onProgress: ({ change: kind, applied, users, made }) => note(kind, applied, users, made),
  });
  note(synced.end, synced.made, synced.uncertain);
  const { users } = list;
  const changed = await changeUsers(nonMigrationUsers, "c", "add", users, { signal });
  if (changed.end === "failed") note(String(changed.cause));
  for await (const text of writeUsers(nonMigrationUsers.iterate("c"), "csv")) note(text);
  return [...problems, ...describeAccount(changed, list, { done: "added" })];
}

export async function profiles(profile: Profile): Promise<HotspotClient> {
  await updateProfiles(({ byName }) => ({
    byName: new Map([...byName, ["p", profile]]),
    defaultName: "p",
  }));
  const { defaultName, byName } = await readProfiles({ HOTSPOT_CONFIG_DIR: "folder" });
  note(defaultName, byName.size, await profileWarning());
  return createHotspotClient({ ...(await settingsFromProfile("p")), timeout: 1000 });
}

export const change: UpdateNonMigrationUsersRequest = {
  update_type: "ADD",
  non_migrate_users: [{ user_id: "u" }],
};

function nameOf({ user_id, user_name }: UserInfo): string {
  const name: string | undefined = user_name ?? user_id;
  return name ?? "no name";
}

export async function failures({ configs }: HotspotClient): Promise<string> {
  const { data, error } = await safe(configs.list());
  if (error === undefined) return data.items.map(({ id }) => id).join();
  return describe(error);
}

/** Every kind of failure, and no other. */
export function describe(error: AnyHotspotError): string {
  switch (error.kind) {
    case "Bulk":
      return error.failed
        .map(({ offset, count, uncertain }) => [offset, count, uncertain].join())
        .concat(String(error.applied + error.unsentFrom + error.resumeFrom))
        .join();
    case "BadRequest":
    case "Authentication":
    case "PermissionDenied":
    case "NotFound":
    case "MethodNotAllowed":
    case "InternalServer":
    case "ServiceUnavailable":
    case "Connection":
    case "Timeout":
    case "Aborted":
    case "UnexpectedAnswer":
      return detailsOf(error);
  }
}

function detailsOf(error: HotspotError): string {
  const always: (string | number | boolean)[] = [
    error.operation,
    error.method,
    error.error_msg,
    error.attempts,
    error.uncertain,
    error.message,
  ];
  const status: number | undefined = error.status;
  const code: string | undefined = error.error_code;
  const requestId: string | undefined = error.requestId;
  const wait: number | undefined = error.retryAfter;
  const date: string | null | undefined = error.headers?.get("date");
  return [...always, status, code, requestId, wait, date].join();
}

export function classOf(error: unknown): string {
  const classes = [
    AbortedError,
    AuthenticationError,
    BadRequestError,
    BulkError,
    ConnectionError,
    HotspotError,
    InternalServerError,
    MethodNotAllowedError,
    NotFoundError,
    PermissionDeniedError,
    ServiceUnavailableError,
    TimeoutError,
    UnexpectedAnswerError,
  ];
  const found = classes.find((one) => error instanceof one);
  return isHotspotError(error) ? error.kind : (found?.name ?? "another");
}

export async function raw({ raw: api, projectId }: HotspotClient): Promise<unknown> {
  const path = { project_id: projectId, config_id: "c" };
  await api.GET("/v1/{project_id}/hotspot-session-config", {
    params: { path, query: { limit: 1 } },
  });
  await api.POST("/v1/{project_id}/hotspot-session-config", {
    params: { path },
    body: { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 },
  });
  await api.PATCH("/v1/{project_id}/hotspot-session-config/{config_id}", {
    params: { path },
    body: { hotspot_session_migration_enable: true, hotspot_exit_session_num: 1 },
  });
  await api.GET("/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users", {
    params: { path },
  });
  const { data, error, response } = await api.PATCH(
    "/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users",
    { params: { path }, body: { update_type: "DELETE", non_migrate_users: [] } },
  );
  return [data, error?.error_code, error?.error_msg, response.status];
}
