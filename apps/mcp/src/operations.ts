import type {
  CallOptions,
  HotspotClient,
  HotspotOperation,
  OperationBody,
  OperationQuery,
} from "@hotspot-session/client";

import { fitPage, withFewUsers } from "./page.ts";

type Config = { readonly config_id: string };

/** The arguments of each tool, as its input schema has them. */
interface Arguments {
  CreateHotspotSessionConfig: OperationBody<"CreateHotspotSessionConfig">;
  ListHotspotSessionConfig: OperationQuery<"ListHotspotSessionConfig">;
  UpdateHotspotSessionConfig: Config & OperationBody<"UpdateHotspotSessionConfig">;
  ListNonMigrationUsers: Config & OperationQuery<"ListNonMigrationUsers">;
  UpdateNonMigrationUsers: Config & OperationBody<"UpdateNonMigrationUsers">;
}

/** How an operation is carried out. */
interface Implementation<Input> {
  /** Calls the service, and returns its answer in a size for assistants. */
  call(client: HotspotClient, input: Input, options: CallOptions): Promise<object | void>;
  /** What a person is asked before the call; undefined where it removes nothing. */
  question?(input: Input): string | undefined | Promise<string | undefined>;
}

export const implementations: {
  readonly [Operation in HotspotOperation]: Implementation<Arguments[Operation]>;
} = {
  CreateHotspotSessionConfig: {
    call: async ({ configs }, body, options) => withFewUsers(await configs.create(body, options)),
  },
  ListHotspotSessionConfig: {
    call: async ({ configs }, query, options) => {
      const { items } = await configs.list(query, options);
      const { fitting, next } = fitPage(items.map(withFewUsers), query);
      return { items: fitting, ...next };
    },
  },
  UpdateHotspotSessionConfig: {
    call: ({ configs }, { config_id, ...body }, options) =>
      configs.update(config_id, body, options),
  },
  ListNonMigrationUsers: {
    call: async ({ nonMigrationUsers }, { config_id, ...query }, options) => {
      const { total_count, non_migrate_users } = await nonMigrationUsers.list(
        config_id,
        query,
        options,
      );
      const { fitting, next } = fitPage(non_migrate_users, query, total_count);
      return { total_count, non_migrate_users: fitting, ...next };
    },
  },
  UpdateNonMigrationUsers: {
    call: ({ nonMigrationUsers }, { config_id, update_type, non_migrate_users }, options) =>
      nonMigrationUsers[update_type === "ADD" ? "add" : "remove"](
        config_id,
        non_migrate_users,
        options,
      ),
    question: ({ config_id, update_type, non_migrate_users }) => {
      if (update_type !== "DELETE" || non_migrate_users.length === 0) return undefined;
      const { length } = non_migrate_users;
      // As they are sent: the id decides, not the name beside it.
      const shown = JSON.stringify(non_migrate_users.slice(0, 10));
      const more = length > 10 ? ` and ${length - 10} more` : "";
      return `Remove exempt users (${length}) from the configuration ${JSON.stringify(config_id)}? ${shown}${more}`;
    },
  },
};

/** An implementation whose arguments are known to fit: its input schema has checked them. */
export type AnyImplementation = Implementation<never>;
