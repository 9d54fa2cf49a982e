import type { UserInfo } from "@hotspot-session/client";

import { type Change, type ChangeKind, readChange, userOf } from "./change.ts";
import { openSpool, type Spool } from "./spool.ts";
import type { SyncTarget } from "./sync-target.ts";

/** How many changes of a kind are shown to people. */
const shownOfKind = 7;

/** The changes that make a list what a file says, kept in temporary files: they may be many. */
export interface SyncPlan extends AsyncDisposable {
  readonly target: SyncTarget;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** The first of each kind. */
  readonly preview: readonly Change[];
  /** How many there are. */
  readonly size: number;
  /** Is told of every entry of the list that is. */
  see(entry: UserInfo): Promise<void> | undefined;
  /** Is told of every user of the file, after that. */
  want(user: UserInfo): Promise<void> | undefined;
  /** What to do, in this order: additions, removals, and additions that only then have an effect. */
  readonly parts: readonly { readonly kind: "ADD" | "DELETE"; readonly changes: Spool<Change> }[];
}

export async function openSyncPlan(target: SyncTarget): Promise<SyncPlan> {
  const open = () => openSpool(readChange);
  const [early, removals, late] = await Promise.all([open(), open(), open()]);
  const counts = { add: 0, overwrite: 0, remove: 0 };
  const preview: Record<ChangeKind, Change[]> = { add: [], overwrite: [], remove: [] };

  function note(kind: ChangeKind, user: UserInfo, spool: Spool<Change>) {
    const change = { change: kind, ...userOf(user) };
    counts[kind] += 1;
    if (preview[kind].length < shownOfKind) preview[kind].push(change);
    return spool.add(change);
  }

  return {
    target,
    counts,
    get preview() {
      return [...preview.add, ...preview.overwrite, ...preview.remove];
    },
    get size() {
      return early.size + removals.size + late.size;
    },
    see: (entry) =>
      target.fateOf(entry) === "remove" ? note("remove", entry, removals) : undefined,
    want(user) {
      const step = target.stepOf(user);
      return step === undefined ? undefined : note(step.change, user, step.isLate ? late : early);
    },
    parts: [
      { kind: "ADD", changes: early },
      { kind: "DELETE", changes: removals },
      { kind: "ADD", changes: late },
    ],
    async [Symbol.asyncDispose]() {
      for (const spool of [early, removals, late]) await spool[Symbol.asyncDispose]();
    },
  };
}
