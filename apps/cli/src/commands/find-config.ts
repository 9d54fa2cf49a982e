import type { HotspotClient, HotspotSessionMigrationConfig } from "@hotspot-session/client";
import { findConfig as find } from "@hotspot-session/client/find-config";

import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";

/**
 * The configuration of this id.
 *
 * @throws Failure that says so where there is none
 */
export async function findConfig(
  { configs }: HotspotClient,
  id: string,
  signal: AbortSignal,
): Promise<HotspotSessionMigrationConfig> {
  const config = await find(configs, id, { signal });
  if (config !== undefined) return config;
  throw new Failure(
    exitCode.notFound,
    `the project has no configuration "${id}". hotspot config list shows those there are.`,
  );
}
