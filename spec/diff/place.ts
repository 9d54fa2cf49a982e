import { isDeepStrictEqual } from "node:util";

import type { Json, Node } from "./document.ts";
import { canonical } from "./schema/canonical.ts";
import { type Class, classOf, type Direction, type RuleName } from "./rules.ts";

export interface Change {
  readonly rule: RuleName;
  readonly class: Class;
  readonly direction?: Direction;
  /** As people name it: `UpdateHotspotSessionConfig › request body › hotspot_exit_session_num`. */
  readonly place: string;
  /** Where it is written (RFC 6901); for what was removed, where it was. */
  readonly pointer: string;
  /** Its line in the new contract; for what was removed, the line of what it was in. */
  readonly line: number;
  readonly says: string;
}

/** Whether only readers see a member of this name, in every object of OpenAPI. */
export const isDocumentation = (key: string) =>
  /^(?:description|summary|examples?|externalDocs|tags|x-.*)$/.test(key);

/** A member that two objects have in different ways, and what it is or was in. */
export type Difference = readonly [old: Node | undefined, now: Node | undefined, around: Node];

/** Where in the API two parts are compared, which way their data goes, and what was found. */
export class Place {
  readonly changes: Change[];
  readonly #path: readonly string[];
  readonly direction: Direction | undefined;

  constructor(changes: Change[], path: readonly string[], direction?: Direction) {
    this.changes = changes;
    this.#path = path;
    this.direction = direction;
  }

  in(...names: readonly string[]): Place {
    return new Place(this.changes, [...this.#path, ...names], this.direction);
  }

  going(direction: Direction): Place {
    return new Place(this.changes, this.#path, direction);
  }

  /** Notes a change of what is in the new contract; `removed` is what of it only the old one has. */
  report(rule: RuleName, after: Node, says: string, removed?: Node): void {
    const { direction } = this;
    const change: Change = {
      rule,
      class: classOf(rule, direction),
      ...(direction && { direction }),
      place: this.#path.join(" › "),
      pointer: `#${(removed ?? after).usedAt}`,
      line: after.document.lineOf(after.usedAt),
      says,
    };
    if (!this.changes.some((other) => isDeepStrictEqual(other, change))) this.changes.push(change);
  }

  /** Whether a part of the interface is deprecated; of schemas see schema/gaps.ts. */
  deprecation(before: Node, after: Node): void {
    const [was, is] = [before, after].map((node) => node.get("deprecated") === true);
    const at = after.member("deprecated") ?? after;
    if (is && !was) this.report("deprecated-narrowed", at, "it is deprecated now");
    if (was && !is) this.report("deprecated-widened", at, "it is no longer deprecated");
  }

  /** Every member of two objects that is compared nowhere else. */
  rest(before: Node, after: Node, compared: string, rule: RuleName = "not-judged"): void {
    const known = compared.split(" ");
    for (const key of new Set([...before.keys, ...after.keys])) {
      if (known.includes(key) || isDocumentation(key)) continue;
      const [old, now] = [before.member(key), after.member(key)];
      const [was, is] = [old, now].map((node) => node && JSON.stringify(canonical(node)));
      if (was !== is) this.difference(rule, key, [old, now, after]);
    }
  }

  /** Notes a member that was added, removed or changed. */
  difference(rule: RuleName, key: string, [old, now, around]: Difference, meaning = ""): void {
    const what = old === undefined ? "was added" : now === undefined ? "was removed" : "changed";
    this.report(rule, now ?? around, `${key} ${what}${meaning}`, now ? undefined : old);
  }
}

/** Does one thing for what only the old map has, for what both have, and for what only the new one has. */
export function forEachPair<One>(
  [old, now]: readonly [ReadonlyMap<string, One>, ReadonlyMap<string, One>],
  removed: (was: One, key: string) => void,
  both: (was: One, is: One, key: string) => void,
  added: (is: One, key: string) => void,
): void {
  for (const [key, was] of old) {
    const is = now.get(key);
    if (is === undefined) removed(was, key);
    else both(was, is, key);
  }
  for (const [key, is] of now) if (!old.has(key)) added(is, key);
}

/** The members of a map that are named by the specification and not by an extension. */
export function named(map: Node | undefined): readonly (readonly [string, Node])[] {
  return (map?.members ?? []).filter(([key]) => !key.startsWith("x-"));
}

/** A value as it is written in a report. */
export function quote(value: Json | undefined): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
