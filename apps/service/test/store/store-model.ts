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

/** A configuration as the model keeps it. */
export interface Kept {
  readonly id: string;
  readonly project: string;
  readonly settings: UpdateHotspotSessionConfigRequest;
  readonly users: readonly UserInfo[];
}

/** All that a store holds of configurations, in order of creation: a value that never changes. */
export type State = readonly Kept[];

/**
 * What a call answers and leaves behind, written as plainly as possible.
 *
 * @param newId the id that a creation gives
 */
export function outcome(
  state: State,
  call: Call,
  newId: string,
): { readonly state: State; readonly answer: unknown } {
  const found =
    "id" in call
      ? state.find(({ id, project }) => id === call.id && project === call.project)
      : undefined;
  const put = (changed: Kept) => state.map((kept) => (kept === found ? changed : kept));
  switch (call.kind) {
    case "createConfig": {
      const { non_migrate_users = [], ...settings } = call.config;
      const users = applied([], { update_type: "ADD", non_migrate_users });
      return {
        state: [...state, { id: newId, project: call.project, settings, users }],
        answer: { id: newId, ...settings, non_migrate_users: users },
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
            answer: { id: found.id, ...call.settings },
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

const listed = ({ id, project, settings, users }: Kept) => ({
  id,
  project_id: project,
  ...settings,
  non_migrate_users: users.slice(0, embeddedUsers),
});

const cut = <Item>(items: readonly Item[], { offset, limit }: Page) =>
  items.slice(offset, offset + limit);

const matches = ({ user_name }: UserInfo, filter: string) =>
  filter === "" || (user_name !== undefined && folded(user_name).includes(folded(filter)));

/** The id that an answered creation gave; for another call, or a refused one, none. */
export function idGiven(call: Call, answer: unknown): string {
  if (call.kind !== "createConfig" || typeof answer !== "object" || answer === null) return "";
  return "id" in answer && typeof answer.id === "string" ? answer.id : "";
}
