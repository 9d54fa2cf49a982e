import type {
  CreateHotspotSessionConfigRequest,
  UpdateHotspotSessionConfigRequest,
  UpdateNonMigrationUsersRequest,
  UserInfo,
} from "@hotspot-session/types";

import { embeddedUsers, type Page, type Store } from "../../src/store/store.ts";
import { applied } from "../decisions/model.ts";
import { folded } from "../decisions/unicode.ts";
import { configsOf, listUsers } from "./requests.ts";

/** One of the five operations with all that it is given. */
export type Call =
  | {
      readonly kind: "createConfig";
      readonly project: string;
      readonly config: CreateHotspotSessionConfigRequest;
    }
  | { readonly kind: "listConfigs"; readonly project: string; readonly page: Page }
  | {
      readonly kind: "updateConfig";
      readonly project: string;
      readonly id: string;
      readonly settings: UpdateHotspotSessionConfigRequest;
    }
  | {
      readonly kind: "listUsers";
      readonly project: string;
      readonly id: string;
      readonly filter: string;
      readonly page: Page;
    }
  | {
      readonly kind: "updateUsers";
      readonly project: string;
      readonly id: string;
      readonly change: UpdateNonMigrationUsersRequest;
    };

export function isRead({ kind }: Call): boolean {
  return kind === "listConfigs" || kind === "listUsers";
}

/** Makes a call of a store; the JSON of its answer is parsed. */
export async function perform(store: Store, call: Call): Promise<unknown> {
  switch (call.kind) {
    case "createConfig":
      return store.createConfig(call.project, call.config);
    case "listConfigs":
      return configsOf(store, call.project, call.page);
    case "updateConfig":
      return store.updateConfig(call.project, call.id, call.settings);
    case "listUsers":
      return listUsers(store, call.project, call.id, call.filter, call.page);
    case "updateUsers":
      return store.updateUsers(call.project, call.id, call.change);
  }
}

/** The fields that a store gives a new configuration, such as its id. They never change. */
export interface Given {
  readonly id: string;
}

/** A configuration as the model keeps it. */
export interface Kept {
  readonly given: Given;
  readonly project: string;
  readonly settings: UpdateHotspotSessionConfigRequest;
  readonly users: readonly UserInfo[];
}

/** All that a store holds of configurations, in order of creation: a value that never changes. */
export type State = readonly Kept[];

/**
 * What a call answers and leaves behind, written as plainly as possible.
 *
 * @param created what a creation gave
 */
export function outcome(
  state: State,
  call: Call,
  created: Given,
): { readonly state: State; readonly answer: unknown } {
  const found =
    "id" in call
      ? state.find(({ given, project }) => given.id === call.id && project === call.project)
      : undefined;
  const put = (changed: Kept) => state.map((kept) => (kept === found ? changed : kept));
  switch (call.kind) {
    case "createConfig": {
      const { non_migrate_users = [], ...settings } = call.config;
      const users = applied([], { update_type: "ADD", non_migrate_users });
      return {
        state: [...state, { given: created, project: call.project, settings, users }],
        answer: { ...created, ...settings, non_migrate_users: users },
      };
    }
    case "listConfigs": {
      const own = state.filter(({ project }) => project === call.project);
      return { state, answer: cut(own, call.page).map(listed) };
    }
    case "updateConfig":
      return found === undefined
        ? { state, answer: undefined }
        : {
            state: put({ ...found, settings: call.settings }),
            answer: { ...found.given, ...call.settings },
          };
    case "listUsers": {
      if (found === undefined) return { state, answer: undefined };
      const matching = found.users.filter((user) => matches(user, call.filter));
      const non_migrate_users = cut(matching, call.page);
      return { state, answer: { total_count: matching.length, non_migrate_users } };
    }
    case "updateUsers":
      return found === undefined
        ? { state, answer: false }
        : {
            state: put({ ...found, users: applied(found.users, call.change) }),
            answer: true,
          };
  }
}

const listed = ({ given, project, settings, users }: Kept) => ({
  ...given,
  project_id: project,
  ...settings,
  non_migrate_users: users.slice(0, embeddedUsers),
});

const cut = <Item>(items: readonly Item[], { offset, limit }: Page) =>
  items.slice(offset, offset + limit);

const matches = ({ user_name }: UserInfo, filter: string) =>
  filter === "" || (user_name !== undefined && folded(user_name).includes(folded(filter)));

/** What an answered creation gave beside what was asked for; for another call, or a refused one, nothing. */
export function givenBy(call: Call, answer: unknown): Given {
  const nothing = { id: "" };
  if (call.kind !== "createConfig" || typeof answer !== "object" || answer === null) return nothing;
  const asked = { non_migrate_users: [], ...call.config };
  const given = Object.entries(answer).filter(([field]) => !(field in asked));
  return { ...nothing, ...Object.fromEntries(given) };
}
