// Apart from the client: the API has no operation that reads one configuration.
import type { CallOptions } from "./call.ts";
import type { Configs, Configuration } from "./configs.ts";

/** A UUID of version 7. Configurations list in order of creation, and these ids sort by it. */
const hasCreationOrder = /^[\da-f]{12}7[\da-f]{3}[89ab][\da-f]{15}$/;

/**
 * Finds a configuration by its id in the list of all. Where ids sort by creation, as those of
 * `@hotspot-session/service` do, it reads a few entries; else all of them until it finds the one.
 *
 * @param options those of each request
 * @returns undefined where the project has no such configuration
 */
export async function findConfig(
  { list, iterate }: Pick<Configs, "list" | "iterate">,
  id: string,
  options: CallOptions = {},
): Promise<Configuration | undefined> {
  if (hasCreationOrder.test(id)) return search(list, id, options);
  for await (const config of iterate({}, options)) if (config.id === id) return config;
  return undefined;
}

/** Doubles its steps until it is past the configuration, then halves what is left. */
async function search(
  list: Configs["list"],
  id: string,
  options: CallOptions,
): Promise<Configuration | undefined> {
  /** Places whose entries sort before this one and after it, as far as is known. */
  let [before, after] = [-1, Infinity];
  for (let step = 1; after - before > 1 && step < 2 ** 30;) {
    const offset = after === Infinity ? before + step : Math.floor((before + after) / 2);
    const { items } = await list({ limit: 1, offset }, options);
    const [found] = items;
    if (found?.id === id) return found;
    if (found === undefined || found.id > id) after = offset;
    else [before, step] = [offset, step * 2];
  }
  return undefined;
}
