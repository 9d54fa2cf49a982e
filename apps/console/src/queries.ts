import type { HotspotClient, HotspotSessionMigrationConfig } from "@hotspot-session/client";
import { findConfig } from "@hotspot-session/client/find-config";
import { keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";

/** The keys of everything that is read, for those who change it. */
export const keys = {
  configs: ["configs"],
  config: (id: string) => ["config", id],
  users: (configId: string) => ["users", configId],
} as const;

interface ConfigsPage {
  readonly items: readonly HotspotSessionMigrationConfig[];
  readonly hasNext: boolean;
}

/** A page of configurations, and one more where there is a next page: the API has no total. */
export const configsQuery = ({ configs }: HotspotClient, offset: number, limit: number) =>
  queryOptions({
    queryKey: [...keys.configs, { offset, limit }],
    queryFn: async ({ signal }): Promise<ConfigsPage> => {
      const { items } = await configs.list({ offset, limit: limit + 1 }, { signal });
      return { items: items.slice(0, limit), hasNext: items.length > limit };
    },
    placeholderData: keepPreviousData,
  });

/** A configuration, or null; while it is read, what the lists that were read say of it. */
export const configQuery = ({ configs }: HotspotClient, queries: QueryClient, id: string) =>
  queryOptions({
    queryKey: keys.config(id),
    queryFn: async ({ signal }) => (await findConfig(configs, id, { signal })) ?? null,
    placeholderData: () =>
      queries
        .getQueriesData<ConfigsPage>({ queryKey: keys.configs })
        .flatMap(([, page]) => page?.items ?? [])
        .find((config) => config.id === id),
  });

/** A few configurations to choose from, and whether the server is the mock, which says so of itself. */
export const choiceQuery = ({ configs }: HotspotClient) =>
  queryOptions({
    queryKey: ["choice"],
    queryFn: async ({ signal }) => {
      const { data, response } = await configs.list({ limit: 20 }, { signal }).withResponse();
      return {
        configIds: data.items.map(({ id }) => id),
        isMock: response.headers.get("Server") === "hotspot-mock",
      };
    },
  });

/** Which exempt users of a configuration to read; a name contains the filter. */
export interface UsersPage {
  readonly filter: string;
  readonly offset: number;
  readonly limit: number;
}

/** A page of exempt users, and how many match in all. The page before stays while it is read. */
export const usersQuery = (
  { nonMigrationUsers }: HotspotClient,
  configId: string,
  { filter, offset, limit }: UsersPage,
) =>
  queryOptions({
    queryKey: [...keys.users(configId), { filter, offset, limit }],
    queryFn: async ({ signal }) => {
      const query = { ...queryOf(filter), offset, limit };
      return await nonMigrationUsers.list(configId, query, { signal });
    },
    placeholderData: keepPreviousData,
  });

/** The filter as the API has it. */
export const queryOf = (filter: string): { user_name?: string } =>
  filter === "" ? {} : { user_name: filter };
