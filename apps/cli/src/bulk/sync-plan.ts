import type { UserInfo } from "@hotspot-session/client";

import { userOf } from "./row.ts";
import type { UserList } from "./user-list.ts";

// By the contract's rules of identity a user is the entry of its id, or else of its exact name, and
// a name alone is nothing beside an entry with that name and an id.

/** What a file asks for. */
export interface Wanted {
  readonly list: UserList;
  /** The index of the user of each id. */
  readonly ids: ReadonlyMap<string, number>;
  /** The index of the user of each name that is alone: without an id, here or in another line. */
  readonly names: ReadonlyMap<string, number>;
  /** How many entries the configuration will have. */
  readonly size: number;
  /** The places of users that are the same as one before. */
  readonly repeated: readonly number[];
  /** Users that contradict one before. */
  readonly contradictions: UserList["problems"];
}

/**
 * What makes a configuration's entries those of a file, to be done in this order: so no entry that
 * stays is missing in between, unless another entry has its name.
 */
export interface SyncPlan {
  readonly overwrites: readonly UserInfo[];
  readonly additions: readonly UserInfo[];
  readonly removals: readonly UserInfo[];
  /** Names that can be added only once another entry, which has the name now, is removed. */
  readonly lateAdditions: readonly UserInfo[];
  /** How many entries the configuration has. */
  readonly present: number;
}

export function wantedOf(list: UserList): Wanted {
  const { users, places } = list;
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  const repeated: number[] = [];
  const contradictions: { line: number; problem: string }[] = [];
  users.forEach(({ user_id, user_name = "" }, index) => {
    const [known, key] = user_id === undefined ? [names, user_name] : [ids, user_id];
    const first = known.get(key);
    if (first === undefined) return known.set(key, index);
    const line = places[index] ?? 0;
    if (users[first]?.user_name === users[index]?.user_name) return repeated.push(line);
    const problem = `user_id: has another name in line ${places[first]}; which one holds?`;
    return contradictions.push({ line, problem });
  });
  for (const { user_id, user_name = "" } of users)
    if (user_id !== undefined) names.delete(user_name);
  return { list, ids, names, size: ids.size + names.size, repeated, contradictions };
}

/** Compares what is wanted with the entries of the configuration. */
export async function planSync(
  { list: { users }, ids, names }: Wanted,
  entries: AsyncIterable<UserInfo> | Iterable<UserInfo>,
  onEntry: (count: number) => void = () => undefined,
): Promise<SyncPlan> {
  /** By index: whether the entry of this user is there exactly so, or is planned. */
  const isSettled = new Uint8Array(users.length);
  /** By index: whether an entry of this id is there with another name. */
  const isRenamed = new Uint8Array(users.length);
  /** Names of entries with an id that will be removed or get another name. */
  const leaving = new Set<string>();
  /** Names of name-only entries that are not wanted so. */
  const loose = new Set<string>();
  const removals: UserInfo[] = [];
  let present = 0;

  for await (const { user_id, user_name } of entries) {
    onEntry((present += 1));
    const index = user_id === undefined ? names.get(user_name ?? "") : ids.get(user_id);
    if (user_id === undefined) {
      if (index !== undefined) isSettled[index] = 1;
      else if (user_name !== undefined) loose.add(user_name);
    } else if (index !== undefined && users[index]?.user_name === user_name) {
      isSettled[index] = 1;
    } else {
      if (index === undefined) removals.push(userOf(user_id, user_name));
      else isRenamed[index] = 1;
      leaving.add(user_name ?? "");
    }
  }

  const overwrites: UserInfo[] = [];
  const additions: UserInfo[] = [];
  const lateAdditions: UserInfo[] = [];
  for (const user of users) {
    const { user_id, user_name = "" } = user;
    const index = user_id === undefined ? names.get(user_name) : ids.get(user_id);
    // An entry with an id takes the place of one that is its name only.
    const isReplacing = user_id !== undefined && loose.delete(user_name);
    if (index === undefined || (isSettled[index] && !isReplacing)) continue;
    isSettled[index] = 1;
    if (isReplacing || isRenamed[index]) overwrites.push(user);
    else if (user_id === undefined && leaving.has(user_name)) lateAdditions.push(user);
    else additions.push(user);
  }
  for (const name of loose) removals.push(userOf(undefined, name));
  return { overwrites, additions, removals, lateAdditions, present };
}
