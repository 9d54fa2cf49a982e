import type { HotspotClient, HotspotSessionMigrationConfig } from "@hotspot-session/client";

import { exitCode } from "./exit-code.ts";
import { Failure } from "./failure.ts";

/**
 * The configuration of this id. The API has no operation for that, so the list is gone through.
 *
 * @throws Failure that says so where there is none
 */
export async function findConfig(
  { configs }: HotspotClient,
  id: string,
  signal: AbortSignal,
): Promise<HotspotSessionMigrationConfig> {
  for await (const config of configs.iterate({}, { signal })) {
    if (config.id === id) return config;
  }
  throw new Failure(
    exitCode.notFound,
    `the project has no configuration "${id}". hotspot config list shows those there are.`,
  );
}
