import {
  type AnyHotspotError,
  createHotspotClient,
  type GeneralOptions,
  type HotspotClient,
  isHotspotError,
} from "../src/index.ts";

export const projectId = "a4da8115c9d8464ead3a38309130523f";
export const configId = "019a2b5e7c1d73e89f4a5b6c7d8e9f01";
export const token = "correct-horse-battery-staple";

/** One call of each operation, with the path it is sent to. */
export const calls = [
  {
    operation: "CreateHotspotSessionConfig",
    method: "POST",
    path: `/v1/${projectId}/hotspot-session-config`,
    make: (hotspot: HotspotClient) =>
      hotspot.configs.create({
        hotspot_session_migration_enable: true,
        hotspot_exit_session_num: 2,
        non_migrate_users: [{ user_id: "da16f9b8bc9444029cc171a4f7286353", user_name: "test" }],
      }),
  },
  {
    operation: "ListHotspotSessionConfig",
    method: "GET",
    path: `/v1/${projectId}/hotspot-session-config`,
    make: (hotspot: HotspotClient) => hotspot.configs.list({ offset: 0, limit: 10 }),
  },
  {
    operation: "UpdateHotspotSessionConfig",
    method: "PATCH",
    path: `/v1/${projectId}/hotspot-session-config/${configId}`,
    make: (hotspot: HotspotClient) =>
      hotspot.configs.update(configId, {
        hotspot_session_migration_enable: true,
        hotspot_exit_session_num: 4,
      }),
  },
  {
    operation: "ListNonMigrationUsers",
    method: "GET",
    path: `/v1/${projectId}/hotspot-session-config/${configId}/non-migration-users`,
    make: (hotspot: HotspotClient) =>
      hotspot.nonMigrationUsers.list(configId, { user_name: "te", limit: 100 }),
  },
  {
    operation: "UpdateNonMigrationUsers",
    method: "PATCH",
    path: `/v1/${projectId}/hotspot-session-config/${configId}/non-migration-users`,
    make: (hotspot: HotspotClient) =>
      hotspot.nonMigrationUsers.add(configId, [{ user_name: "night-batch" }]),
  },
] as const;

/** A client of the server at `baseUrl`, which tries once unless the options say otherwise. */
export function clientOf(baseUrl: string, options: Partial<GeneralOptions> = {}): HotspotClient {
  return createHotspotClient({ maxRetries: 0, ...options, baseUrl, projectId, token });
}

/** The error of the family that the call fails with. */
export async function failureOf(call: Promise<unknown>): Promise<AnyHotspotError> {
  const [outcome] = await Promise.allSettled([call]);
  if (outcome.status === "fulfilled") throw new Error("the call was expected to fail, and did not");
  if (isHotspotError(outcome.reason)) return outcome.reason;
  throw new Error("the call failed with another error than a HotspotError", {
    cause: outcome.reason,
  });
}
