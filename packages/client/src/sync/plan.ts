import type { UserInfo } from "@hotspot-session/types";

import { userOf } from "../user-files/row.ts";
import type { UserList, UserListProblem } from "../user-files/index.ts";

// By the contract's rules of identity a user is the entry of its id, or else of its exact name, and
// a name alone is nothing beside an entry with that name and an id.

/** The users that a configuration must have. */
export interface SyncTarget {
  readonly users: readonly UserInfo[];
  /** What a plan does with entries that are none of these. */
  readonly others: "remove" | "keep";
  /** The index of the user of each id. */
  readonly ids: ReadonlyMap<string, number>;
  /** The index of the user of each name that is alone: without an id, here or in another line. */
  readonly names: ReadonlyMap<string, number>;
  /** How many entries the configuration will have beside others that are kept. */
  readonly size: number;
  /** The lines of users that are the same as one before. */
  readonly repeated: readonly number[];
  /** Users that contradict one before. Of a target with any, no plan should be made. */
  readonly contradictions: readonly UserListProblem[];
}

/**
 * What makes a configuration's entries those of a target, to be done in this order: so no entry that
 * stays is missing in between, unless another entry has its name.
 */
export interface SyncPlan {
  /** Entries that stay and change: another name, or an id in place of a name alone. */
  readonly overwrites: readonly UserInfo[];
  readonly additions: readonly UserInfo[];
  readonly removals: readonly UserInfo[];
  /** Names that can be added only once another entry, which has the name now, is removed. */
  readonly lateAdditions: readonly UserInfo[];
  /** How many entries the configuration has. */
  readonly present: number;
}

/** How large a plan is. */
export interface SyncCounts {
  readonly changes: number;
  readonly additions: number;
  readonly overwrites: number;
  readonly removals: number;
  /** How many entries stay as they are. */
  readonly unchanged: number;
}

export function syncCounts(plan: SyncPlan): SyncCounts {
  const [overwrites, removals] = [plan.overwrites.length, plan.removals.length];
  const additions = plan.additions.length + plan.lateAdditions.length;
  return {
    changes: additions + overwrites + removals,
    additions,
    overwrites,
    removals,
    unchanged: plan.present - removals - overwrites,
  };
}

export interface SyncTargetOptions {
  /** What a plan does with entries that are not in the list; it removes them unless given. */
  readonly others?: SyncTarget["others"] | undefined;
}

export function syncTargetOf(
  { users, lines }: Pick<UserList, "users" | "lines">,
  { others = "remove" }: SyncTargetOptions = {},
): SyncTarget {
  const ids = new Map<string, number>();
  const names = new Map<string, number>();
  const repeated: number[] = [];
  const contradictions: UserListProblem[] = [];
  for (const [index, { user_id, user_name = "" }] of users.entries()) {
    const [known, key] = user_id === undefined ? [names, user_name] : [ids, user_id];
    const first = known.get(key);
    const line = lines[index] ?? 0;
    if (first === undefined) known.set(key, index);
    else if ((users[first]?.user_name ?? "") === user_name) repeated.push(line);
    else {
      const problem = `user_id: has another name in line ${lines[first]}; which one holds?`;
      contradictions.push({ line, problem });
    }
  }
  for (const { user_id, user_name = "" } of users)
    if (user_id !== undefined) names.delete(user_name);
  return { users, others, ids, names, size: ids.size + names.size, repeated, contradictions };
}

/**
 * Compares a target with the entries of a configuration, as `nonMigrationUsers.iterate(configId)`
 * reads them.
 *
 * @param onEntry called after each, with how many were read
 */
export async function planSync(
  { users, others, ids, names }: SyncTarget,
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
    } else if (index === undefined && others === "keep") {
      // Beside an entry that stays, its name alone is nothing.
      const alone = names.get(user_name ?? "");
      if (alone !== undefined) isSettled[alone] = 1;
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
  if (others === "remove") for (const name of loose) removals.push(userOf(undefined, name));
  return { overwrites, additions, removals, lateAdditions, present };
}
