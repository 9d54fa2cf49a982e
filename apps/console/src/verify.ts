import {
  createHotspotClient,
  type HotspotClient,
  type HotspotClientOptions,
} from "@hotspot-session/client";

import { FailedCall } from "./call-failure.ts";
import type { Credentials, Role, Session } from "./session.ts";

/** The client of this origin's API: the service serves the console beside it. */
export const clientOf = (
  { projectId, auth }: Pick<Session, "projectId" | "auth">,
  fetch?: HotspotClientOptions["fetch"],
): HotspotClient => createHotspotClient({ baseUrl: location.origin, projectId, auth, fetch });

/**
 * Finds out by calls whether the credentials are accepted for the project, and what they may do.
 *
 * @throws HotspotError or FailedCall of the call that failed
 * @throws TypeError for credentials that cannot be sent
 */
export async function verify(projectId: string, auth: Credentials): Promise<Session> {
  const hotspot = clientOf({ projectId, auth });
  const { items } = await hotspot.configs.list({ limit: 1 });
  return { projectId, auth, role: await roleOf(hotspot, projectId, items[0]?.id ?? "none") };
}

/**
 * No operation of the API returns the role. A removal of no users changes nothing, and is refused
 * to a reader before the service looks whether the configuration exists.
 */
async function roleOf(
  { raw }: HotspotClient,
  project_id: string,
  config_id: string,
): Promise<Role> {
  const { error, response } = await raw.PATCH(
    "/v1/{project_id}/hotspot-session-config/{config_id}/non-migration-users",
    {
      params: { path: { project_id, config_id } },
      body: { update_type: "DELETE", non_migrate_users: [] },
    },
  );
  if (response.ok || response.status === 404) return { name: "admin" };
  const message = error?.error_msg ?? `the service answered with status ${response.status}`;
  if (response.status === 403) return { name: "reader", reason: message };
  const requestId = response.headers.get("X-Request-Id") ?? undefined;
  throw new FailedCall({ message, error_code: error?.error_code, requestId });
}
