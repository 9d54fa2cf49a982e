import type { paths } from "@hotspot-session/types";
import createClient from "openapi-fetch";
// Its declarations for CommonJS export nothing by name.
import type { Client } from "openapi-fetch" with { "resolution-mode": "import" };

import { createCall } from "./call.ts";
import { type Configs, configsOf } from "./configs.ts";
import { type NonMigrationUsers, nonMigrationUsersOf } from "./non-migration-users.ts";
import { type HotspotClientOptions, settingsOf } from "./options.ts";
import { createTransport } from "./transport.ts";
import { serializePath, serializeQuery } from "./url.ts";

/**
 * The API, for one project. Its methods throw a {@link HotspotError} where the call fails, and a
 * `TypeError` where it cannot even be sent because an argument is wrong.
 */
export interface HotspotClient {
  /** The project that all calls are about. */
  readonly projectId: string;
  /** The configurations of the project. */
  readonly configs: Configs;
  /** The users that a configuration exempts. */
  readonly nonMigrationUsers: NonMigrationUsers;
  /**
   * openapi-fetch with the types of the contract, `baseUrl`, the headers and the credentials, for
   * what the methods do not offer. It makes one request, returns `{ data, error, response }`,
   * throws what `fetch` throws, and wants the project id in its parameters
   * ({@link HotspotClient.projectId}). Middleware added to it does not touch the methods.
   */
  readonly raw: Client<paths>;
}

/**
 * A client of the hotspot session migration API for one project.
 *
 * It follows no redirects: the credentials go to `baseUrl` and nowhere else.
 *
 * @throws TypeError that names the option which is missing or wrong
 */
export function createHotspotClient(options: HotspotClientOptions): HotspotClient {
  const settings = settingsOf(options);
  const { projectId } = options;
  const { baseUrl, headers, fetch, authorizer } = settings;
  const init = {
    baseUrl,
    headers,
    // Where fetch follows a redirect to another origin, it drops `Authorization` but not our header.
    redirect: "manual",
    pathSerializer: serializePath,
    querySerializer: serializeQuery,
  } as const;
  const call = createCall({ ...settings, projectId, transport: createTransport(init) });
  return {
    projectId,
    configs: configsOf(call),
    nonMigrationUsers: nonMigrationUsersOf(call),
    raw: createClient<paths>({
      ...init,
      fetch: async (request) => {
        await authorizer.authorize(request, request.signal);
        const response = await fetch(request);
        if (response.status === 401) authorizer.renew?.(request);
        return response;
      },
    }),
  };
}
