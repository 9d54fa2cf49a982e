import type {
  CreateHotspotSessionConfigRequest,
  CreateHotspotSessionConfigResponse,
  ListHotspotSessionConfigResponse,
  ListNonMigrationUsersResponse,
  operations,
  paths,
  UpdateHotspotSessionConfigRequest,
  UpdateHotspotSessionConfigResponse,
  UpdateNonMigrationUsersRequest,
  UserInfo,
} from "@hotspot-session/types";
import createClient, { type Client } from "openapi-fetch";

import { call, type CallOptions, type Success } from "./call.ts";
import type { HotspotOperation } from "./error.ts";
import { checkOptions, type HotspotClientOptions } from "./options.ts";
import { serializePath, serializeQuery } from "./url.ts";

type Query<Operation extends HotspotOperation> = NonNullable<
  operations[Operation]["parameters"]["query"]
>;

/** Which configurations to list. */
export type ListHotspotSessionConfigQuery = Query<"ListHotspotSessionConfig">;
/** Which exempt users to list. */
export type ListNonMigrationUsersQuery = Query<"ListNonMigrationUsers">;

/**
 * The API, for one project. Every method makes one request; it throws a {@link HotspotError} if
 * that fails, and a `TypeError` if it cannot even be sent because an argument is wrong.
 */
export interface HotspotClient {
  /** The project that all calls are about. */
  readonly projectId: string;

  /** The configurations of the project. */
  readonly configs: {
    /** One page, in order of creation. A page shorter than `limit` (10 unless given) is the last. */
    list(
      query?: ListHotspotSessionConfigQuery,
      options?: CallOptions,
    ): Promise<ListHotspotSessionConfigResponse>;
    /** Creates a configuration and answers it as stored. Sent twice, it creates two. */
    create(
      body: CreateHotspotSessionConfigRequest,
      options?: CallOptions,
    ): Promise<CreateHotspotSessionConfigResponse>;
    /** Replaces both settings; the exempt users stay as they are. */
    update(
      configId: string,
      body: UpdateHotspotSessionConfigRequest,
      options?: CallOptions,
    ): Promise<UpdateHotspotSessionConfigResponse>;
  };

  /** The users that a configuration exempts. */
  readonly nonMigrationUsers: {
    /** One page, in order of creation, and the number of all users that match. */
    list(
      configId: string,
      query?: ListNonMigrationUsersQuery,
      options?: CallOptions,
    ): Promise<ListNonMigrationUsersResponse>;
    /** Adds all of these users, or none where it fails. At most 1000. */
    add(configId: string, users: readonly UserInfo[], options?: CallOptions): Promise<void>;
    /** Removes those of these users that are there, or none where it fails. At most 1000. */
    remove(configId: string, users: readonly UserInfo[], options?: CallOptions): Promise<void>;
  };

  /**
   * openapi-fetch with the types of the contract, `baseUrl` and the token, for whatever the methods
   * do not offer. It answers `{ data, error, response }`, throws what `fetch` throws, and wants the
   * project id in its parameters ({@link HotspotClient.projectId}). Middleware added to it does not
   * touch the methods.
   */
  readonly raw: Client<paths>;
}

const configsPath = "/v1/{project_id}/hotspot-session-config";
const configPath = "/v1/{project_id}/hotspot-session-config/{config_id}";
const usersPath = "/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users";

/**
 * A client of the hotspot session migration API for one project.
 *
 * It follows no redirects: the token goes to `baseUrl` and nowhere else.
 *
 * @throws TypeError that names the option which is missing or wrong
 */
export function createHotspotClient(options: HotspotClientOptions): HotspotClient {
  const { baseUrl, projectId, token, fetch = fetchOfPlatform } = checkOptions(options);
  const settings = {
    baseUrl,
    fetch,
    headers: { "X-Auth-Token": token },
    // Where fetch follows a redirect to another origin, it drops `Authorization` but not our header.
    redirect: "manual",
    pathSerializer: serializePath,
    querySerializer: serializeQuery,
  } as const;
  const api = createClient<paths>(settings);

  const ofProject = { project_id: projectId };
  const ofConfig = (configId: string) => ({ project_id: projectId, config_id: configId });

  async function updateUsers(
    update_type: UpdateNonMigrationUsersRequest["update_type"],
    configId: string,
    users: readonly UserInfo[],
    callOptions: CallOptions,
  ): Promise<void> {
    const body = { update_type, non_migrate_users: [...users] };
    const params = { path: ofConfig(configId) };
    expectNothing(
      await call("UpdateNonMigrationUsers", fetch, callOptions, (init) =>
        api.PATCH(usersPath, { ...init, params, body }),
      ),
    );
  }

  return {
    projectId,
    configs: {
      list: async (query = {}, callOptions = {}) =>
        expectObject(
          await call("ListHotspotSessionConfig", fetch, callOptions, (init) =>
            api.GET(configsPath, { ...init, params: { path: ofProject, query } }),
          ),
        ),
      create: async (body, callOptions = {}) =>
        expectObject(
          await call("CreateHotspotSessionConfig", fetch, callOptions, (init) =>
            api.POST(configsPath, { ...init, params: { path: ofProject }, body }),
          ),
        ),
      update: async (configId, body, callOptions = {}) =>
        expectObject(
          await call("UpdateHotspotSessionConfig", fetch, callOptions, (init) =>
            api.PATCH(configPath, { ...init, params: { path: ofConfig(configId) }, body }),
          ),
        ),
    },
    nonMigrationUsers: {
      list: async (configId, query = {}, callOptions = {}) =>
        expectObject(
          await call("ListNonMigrationUsers", fetch, callOptions, (init) =>
            api.GET(usersPath, { ...init, params: { path: ofConfig(configId), query } }),
          ),
        ),
      add: (configId, users, callOptions = {}) => updateUsers("ADD", configId, users, callOptions),
      remove: (configId, users, callOptions = {}) =>
        updateUsers("DELETE", configId, users, callOptions),
    },
    raw: createClient<paths>(settings),
  };
}

/** Looked up at each call: whoever instruments or replaces the global one is served as well. */
function fetchOfPlatform(request: Request): Promise<Response> {
  return globalThis.fetch(request);
}

function expectObject<Result extends object>({ data, unexpected }: Success<Result>): Result {
  if (data === undefined) throw unexpected("the answer is empty, where a JSON object was expected");
  if (!isObject(data)) throw unexpected("the answer is JSON, but not an object");
  return data;
}

/** The contract has an empty body here; `null` and objects are what gateways make of that. */
function expectNothing({ data, unexpected }: Success<unknown>): void {
  if (data === undefined || data === null || isObject(data)) return;
  throw unexpected("the answer is JSON, but neither empty nor an object");
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
