import type {
  Configs,
  HotspotClient,
  HotspotSessionMigrationConfig,
} from "@hotspot-session/client";

import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";

/** Ids of the service of this repository sort by creation, as the list does; others may not. */
const hasCreationOrder = /^[\da-f]{32}$/;

/**
 * The configuration of this id, looked for in the list: the API has no operation for that.
 *
 * @throws Failure that says so where there is none
 */
export async function findConfig(
  { configs }: HotspotClient,
  id: string,
  signal: AbortSignal,
): Promise<HotspotSessionMigrationConfig> {
  const find = hasCreationOrder.test(id) ? searchFor : scanFor;
  const config = await find(configs, id, signal);
  if (config !== undefined) return config;
  throw new Failure(
    exitCode.notFound,
    `the project has no configuration "${id}". hotspot config list shows those there are.`,
  );
}

/** Doubles, then halves: it reads a few entries, and not all of them with all their users. */
async function searchFor({ list }: Configs, id: string, signal: AbortSignal) {
  /** Places whose entries sort before this one and after it, as far as is known. */
  let [before, after] = [-1, Infinity];
  for (let step = 1; after - before > 1 && step < 2 ** 30;) {
    const offset = after === Infinity ? before + step : Math.floor((before + after) / 2);
    const { items } = await list({ limit: 1, offset }, { signal });
    const [found] = items;
    if (found?.id === id) return found;
    if (found === undefined || found.id > id) after = offset;
    else [before, step] = [offset, step * 2];
  }
  return undefined;
}

async function scanFor({ iterate }: Configs, id: string, signal: AbortSignal) {
  for await (const config of iterate({}, { signal })) if (config.id === id) return config;
  return undefined;
}
