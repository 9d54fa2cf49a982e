import type { UserInfo } from "@hotspot-session/client";
import { useState } from "react";

/** What identifies an entry of a list. */
export const keyOf = ({ user_id, user_name = "" }: UserInfo): string =>
  user_id === undefined ? `name ${user_name}` : `id ${user_id}`;

/** Entries that were selected one by one, on any page; or all that match the filter, also unread ones. */
export type Selection =
  | { readonly kind: "some"; readonly users: ReadonlyMap<string, UserInfo> }
  | { readonly kind: "all" };

const none: Selection = { kind: "some", users: new Map() };

/** A selection, which ends with the filter that it was made under. */
export function useSelection(filter: string) {
  const [state, setState] = useState({ filter, selection: none });
  const selection = state.filter === filter ? state.selection : none;
  const select = (next: Selection) => setState({ filter, selection: next });
  return {
    selection,
    has: (user: UserInfo) => selection.kind === "all" || selection.users.has(keyOf(user)),
    selectAll: () => select({ kind: "all" }),
    clear: () => select(none),
    /** Selects these users or not. Of all that match, it leaves those of the page, `page`. */
    toggle(users: readonly UserInfo[], isSelected: boolean, page: readonly UserInfo[]) {
      const known = selection.kind === "all" ? page : [...selection.users.values()];
      const next = new Map(known.map((user) => [keyOf(user), user]));
      for (const user of users) {
        if (isSelected) next.set(keyOf(user), user);
        else next.delete(keyOf(user));
      }
      select({ kind: "some", users: next });
    },
  };
}

export type SelectionState = ReturnType<typeof useSelection>;
