import { isDeepStrictEqual } from "node:util";

import type { Json, Node } from "./document.ts";
import { type Class, classOf, type Direction, type RuleName } from "./rules.ts";

/** One difference between two contracts. */
export interface Change {
  readonly rule: RuleName;
  readonly class: Class;
  readonly direction?: Direction;
  /** As people name it: `UpdateHotspotSessionConfig › request body › hotspot_exit_session_num`. */
  readonly place: string;
  /** Where it is written (RFC 6901); of what is gone, where it was. */
  readonly pointer: string;
  /** Its line in the new contract; of what is gone, the line of what it was in. */
  readonly line: number;
  readonly says: string;
}

/** Where in the API two parts are compared, and which way their data goes. */
export class Place {
  readonly path: readonly string[];
  readonly direction: Direction | undefined;

  constructor(path: readonly string[], direction?: Direction) {
    this.path = path;
    this.direction = direction;
  }

  in(...names: readonly string[]): Place {
    return new Place([...this.path, ...names], this.direction);
  }

  going(direction: Direction): Place {
    return new Place(this.path, direction);
  }
}

/** The members of an object that have rules of their own, and those that only readers see. */
export interface Keys {
  readonly compared: ReadonlySet<string>;
  readonly documentation: ReadonlySet<string>;
}

/** Both, as words of one text each. */
export function keysOf(compared: string, documentation: string): Keys {
  return {
    compared: new Set(compared.split(" ")),
    documentation: new Set(documentation.split(" ")),
  };
}

/** Compares two schemas in a place; `around` is what the new one is, or would be, a part of. */
export type CompareSchemas = (
  before: Node | undefined,
  after: Node | undefined,
  place: Place,
  found: Comparison,
  around: Node,
) => void;

/** The changes found so far, and what is being compared at the moment. */
export class Comparison {
  readonly changes: Change[] = [];
  readonly #underWay = new Set<string>();

  /** Notes a change of what is in the new contract; `gone` is what of it only the old one has. */
  report(rule: RuleName, place: Place, after: Node, says: string, gone?: Node): void {
    const { direction } = place;
    this.changes.push({
      rule,
      class: classOf(rule, direction),
      ...(direction && { direction }),
      place: place.path.join(" › "),
      pointer: `#${(gone ?? after).usedAt}`,
      line: after.document.lineOf(after.usedAt),
      says,
    });
  }

  /** Compares two parts unless that is under way already: schemas may contain themselves. */
  once(before: Node, after: Node, place: Place, compare: () => void): void {
    const key = `${place.direction} ${before.pointer} ${after.pointer}`;
    if (this.#underWay.has(key)) return;
    this.#underWay.add(key);
    compare();
    this.#underWay.delete(key);
  }

  /** The extensions of two maps, whose other members are compared one by one. */
  extensions(before: Node | undefined, after: Node | undefined, place: Place): void {
    if (before === undefined || after === undefined) return;
    const compared = new Set([before, after].flatMap((map) => named(map).map(([key]) => key)));
    this.rest(before, after, place, { compared, documentation: new Set() });
  }

  /** Everything of two objects that has no rule of its own. */
  rest(
    before: Node,
    after: Node,
    place: Place,
    keys: Keys,
    otherwise: RuleName = "part-changed",
  ): void {
    for (const key of new Set([...before.keys, ...after.keys])) {
      if (keys.compared.has(key)) continue;
      const [old, now] = [before.member(key), after.member(key)];
      const isText = key.startsWith("x-") || keys.documentation.has(key);
      // Examples may be shared, and hold anything; of all else, what it refers to counts as well.
      const depth = isText ? 1 : Number.POSITIVE_INFINITY;
      if (isDeepStrictEqual(expanded(old, depth), expanded(now, depth))) continue;
      const what = old === undefined ? "was added" : now === undefined ? "was removed" : "changed";
      const rule = isText ? "documentation" : otherwise;
      this.report(rule, place, now ?? after, `${key} ${what}`, now ? undefined : old);
    }
  }
}

/** The members of a map that are named by the specification and not by an extension. */
export function named(map: Node | undefined): readonly (readonly [string, Node])[] {
  return (map?.members ?? []).filter(([key]) => !key.startsWith("x-"));
}

/** The value, with references inside it followed to this depth, unless they lead round in a circle. */
function expanded(
  node: Node | undefined,
  depth: number,
  passed: readonly string[] = [],
): Json | undefined {
  const { value, pointer } = node ?? {};
  if (typeof value !== "object" || value === null || node === undefined || depth === 0)
    return value;
  if (pointer === undefined || passed.includes(pointer)) return { $ref: pointer ?? "" };
  return Object.fromEntries(
    node.members.map(([key, child]) => [
      key,
      expanded(child, depth - 1, [...passed, pointer]) ?? null,
    ]),
  );
}

/** A value as it is written in a report. */
export function quote(value: Json | undefined): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
