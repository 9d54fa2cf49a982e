import type { UserInfo } from "@hotspot-session/types";

import type { Entry } from "./entry.ts";
import { foldName } from "./fold-name.ts";

/** What an engine must look for before it can add users. */
export interface Lookup {
  /** Find the entry of each of these ids. */
  readonly ids: readonly string[];
  /** Find the entry that has each of these names and no id. */
  readonly names: readonly string[];
  /** Find out which of these names an entry has whose id is not among `ids`. */
  readonly namesAlone: readonly string[];
}

/** What an engine found of a {@link Lookup}. */
export interface Found {
  readonly entries: readonly Entry[];
  readonly namesElsewhere: readonly string[];
  /** Higher than the place of every entry of the configuration. */
  readonly nextPlace: number;
}

/** A row to write, with its name as filters compare it. */
export interface Row extends Entry {
  readonly folded_name: string | null;
}

/** What an engine has to write: the removals first, then the rows in their order. */
export interface Plan {
  /** Places of entries to remove. */
  readonly removals: readonly number[];
  /** Entries to overwrite in their places. */
  readonly overwritten: readonly Row[];
  /** Entries to insert, their places one after the other. */
  readonly appended: readonly Row[];
}

/** A new configuration has nothing to find. */
export const nothingFound: Found = { entries: [], namesElsewhere: [], nextPlace: 0 };

/** What must be known of the entries of a configuration in order to add these users. */
export function lookupFor(users: readonly UserInfo[]): Lookup {
  const ids = new Set<string>();
  const names = new Set<string>();
  const namesAlone = new Set<string>();
  for (const { user_id, user_name } of users) {
    if (user_id !== undefined) ids.add(user_id);
    if (user_name === undefined) continue;
    names.add(user_name);
    if (user_id === undefined) namesAlone.add(user_name);
  }
  return { ids: [...ids], names: [...names], namesAlone: [...namesAlone] };
}

interface Draft {
  /** `undefined` for one that is appended: it gets its place at the end. */
  readonly stored: Entry | undefined;
  user_id: string | null;
  user_name: string | null;
}

/**
 * The rows that adding these users writes, in order, so that of two users of one id the last wins.
 *
 * - A user with an id overwrites the entry of that id, and removes the one that has only its name.
 *   Where no entry has the id, the one that has only the name takes it. Else the user is appended.
 * - A user without an id is appended where no entry has its name, and changes nothing otherwise.
 */
export function planAdditions(users: readonly UserInfo[], found: Found): Plan {
  const byId = new Map<string, Draft>();
  const byNameOnly = new Map<string, Draft>();
  const timesNamed = new Map<string, number>();
  const drafts = new Set<Draft>();

  function index(draft: Draft, by: 1 | -1): void {
    const { user_id, user_name } = draft;
    if (user_name !== null) timesNamed.set(user_name, (timesNamed.get(user_name) ?? 0) + by);
    if (by === 1) {
      drafts.add(draft);
      if (user_id !== null) byId.set(user_id, draft);
      else if (user_name !== null) byNameOnly.set(user_name, draft);
    } else if (user_id !== null) byId.delete(user_id);
    else if (user_name !== null) byNameOnly.delete(user_name);
  }
  function put(draft: Draft, { user_id, user_name }: UserInfo): void {
    if (drafts.has(draft)) index(draft, -1);
    draft.user_id = user_id ?? null;
    draft.user_name = user_name ?? null;
    index(draft, 1);
  }
  const append = (user: UserInfo) =>
    put({ stored: undefined, user_id: null, user_name: null }, user);

  for (const stored of found.entries) {
    index({ stored, user_id: stored.user_id, user_name: stored.user_name }, 1);
  }
  for (const name of found.namesElsewhere) timesNamed.set(name, (timesNamed.get(name) ?? 0) + 1);

  const removals: number[] = [];
  for (const user of users) {
    const { user_id, user_name } = user;
    if (user_id === undefined) {
      if (user_name !== undefined && !timesNamed.get(user_name)) append(user);
      continue;
    }
    const own = byId.get(user_id);
    const nameOnly = user_name === undefined ? undefined : byNameOnly.get(user_name);
    if (own !== undefined && nameOnly !== undefined) {
      index(nameOnly, -1);
      drafts.delete(nameOnly);
      if (nameOnly.stored !== undefined) removals.push(nameOnly.stored.place);
    }
    const existing = own ?? nameOnly;
    if (existing === undefined) append(user);
    else put(existing, user);
  }

  const overwritten: Row[] = [];
  const appended: Row[] = [];
  for (const draft of drafts) {
    const { stored } = draft;
    if (stored === undefined) appended.push(rowAt(found.nextPlace + appended.length, draft));
    else if (draft.user_id !== stored.user_id || draft.user_name !== stored.user_name) {
      overwritten.push(rowAt(stored.place, draft));
    }
  }
  return { removals, overwritten, appended };
}

const rowAt = (place: number, { user_id, user_name }: Draft): Row => ({
  place,
  user_id,
  user_name,
  folded_name: user_name === null ? null : foldName(user_name),
});
