import type { UpdateNonMigrationUsersRequest, UserInfo } from "@hotspot-session/types";

/**
 * The rules of `applied` in the decisions' model for lists too long for it: entries are found by
 * id and by name, and keep a place that nobody takes after them. A test holds it to that model.
 */
export function largeList() {
  const places: (UserInfo | undefined)[] = [];
  const byId = new Map<string, number>();
  const byName = new Map<string, Set<number>>();

  function put(place: number, user: UserInfo | undefined): void {
    const { user_id, user_name } = places[place] ?? {};
    if (user_id !== undefined) byId.delete(user_id);
    if (user_name !== undefined) byName.get(user_name)?.delete(place);
    places[place] = user;
    if (user?.user_id !== undefined) byId.set(user.user_id, place);
    if (user?.user_name !== undefined) {
      const same = byName.get(user.user_name) ?? new Set();
      byName.set(user.user_name, same.add(place));
    }
  }

  function add(user: UserInfo): void {
    const named = [...(byName.get(user.user_name ?? "") ?? [])];
    if (user.user_id === undefined) {
      if (named.length === 0) put(places.length, user);
      return;
    }
    const own = byId.get(user.user_id);
    const nameOnly = named.find((place) => places[place]?.user_id === undefined);
    if (own !== undefined && nameOnly !== undefined) put(nameOnly, undefined);
    put(own ?? nameOnly ?? places.length, user);
  }

  function remove({ user_id, user_name }: UserInfo): void {
    const found =
      user_id === undefined ? [...(byName.get(user_name ?? "") ?? [])] : [byId.get(user_id)];
    for (const place of found) if (place !== undefined) put(place, undefined);
  }

  return {
    apply({ update_type, non_migrate_users }: UpdateNonMigrationUsersRequest): void {
      for (const user of non_migrate_users) (update_type === "ADD" ? add : remove)(user);
    },
    /** All entries in their order. */
    entries: () => places.filter((user) => user !== undefined),
  };
}
