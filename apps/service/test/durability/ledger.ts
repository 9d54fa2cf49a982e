import type { UserInfo } from "@hotspot-session/types";

/** What must be found of some entries that are only ever written together. */
type Expected = "all" | "none" | "all or none";

/** Entries that one request adds, and perhaps a later one removes: each id begins with the tag. */
export interface Group {
  readonly tag: string;
  readonly size: number;
  expected: Expected;
}

/** Settings that were sent for a configuration: the last answered, and what was not answered yet. */
export interface Sent {
  answered: number;
  pending: number | undefined;
}

/**
 * What the clients of one storm were told. Everything that they send is entered before it is sent,
 * and settled once it is answered.
 */
export interface Ledger {
  answered: number;
  readonly groups: Group[];
  /** By the id of the configuration. */
  readonly settings: Map<string, Sent>;
}

export const newLedger = (): Ledger => ({ answered: 0, groups: [], settings: new Map() });

let made = 0;

/** A group that no other request has the tag of, with its entries. */
export function newGroup(size: number): { group: Group; users: UserInfo[] } {
  made += 1;
  const tag = `g${made}`;
  const users = Array.from({ length: size }, (_, index) => ({
    user_id: `${tag}-${index}`,
    user_name: `${tag} ${index}`,
  }));
  return { group: { tag, size, expected: "none" }, users };
}

/** Both settings of a write, each of which tells the other: half a write would show. */
export const settingsOf = (number: number) => ({
  hotspot_session_migration_enable: number % 2 === 0,
  hotspot_exit_session_num: number,
});

/**
 * Compares the entries found, of all configurations, with what they must be.
 *
 * @returns a line for each difference; none where nothing was lost, halved or made up
 */
export function differences({ groups }: Ledger, found: readonly UserInfo[]): string[] {
  const counts = new Map<string, number>();
  for (const { user_id = "" } of found) {
    const tag = user_id.replace(/-\d+$/, "");
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const wrong = groups.flatMap(({ tag, size, expected }) => {
    const count = counts.get(tag) ?? 0;
    counts.delete(tag);
    const isRight = (count === size && expected !== "none") || (count === 0 && expected !== "all");
    return isRight ? [] : [`${tag}: ${count} of ${size} entries found, expected ${expected}`];
  });
  return [...wrong, ...[...counts.keys()].map((tag) => `${tag}: nobody sent it`)];
}
