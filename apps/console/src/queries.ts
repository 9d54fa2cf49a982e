import type { HotspotClient, HotspotSessionMigrationConfig } from "@hotspot-session/client";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";

/** The keys of everything that is read, for those who change it. */
export const keys = {
  configs: ["configs"],
  config: (id: string) => ["config", id],
} as const;

/** A page of configurations, and one more where there is a next page: the API tells no total. */
export const configsQuery = ({ configs }: HotspotClient, offset: number, limit: number) =>
  queryOptions({
    queryKey: [...keys.configs, { offset, limit }],
    queryFn: async ({ signal }) => {
      const { items } = await configs.list({ offset, limit: limit + 1 }, { signal });
      return { items: items.slice(0, limit), hasNext: items.length > limit };
    },
    placeholderData: keepPreviousData,
  });

/** A configuration, looked for in the list, since the API has no operation for one; or null. */
export const configQuery = ({ configs }: HotspotClient, id: string) =>
  queryOptions({
    queryKey: keys.config(id),
    queryFn: async ({ signal }): Promise<HotspotSessionMigrationConfig | null> => {
      for await (const config of configs.iterate({ limit: 10 }, { signal })) {
        if (config.id === id) return config;
      }
      return null;
    },
  });
