import { isDeepStrictEqual } from "node:util";

import type { Effect } from "./bounds.ts";
import { type Comparison, type Place, quote } from "./comparison.ts";
import type { Json, Node } from "./document.ts";
import type { RuleName } from "./rules.ts";

/** Compares the types of two schemas: `null` is one of them, and every integer is a number. */
export function compareTypes(before: Node, after: Node, place: Place, found: Comparison): void {
  const [old, now] = [before.get("type"), after.get("type")];
  if (isDeepStrictEqual(old, now)) return;
  const effect = effectOn(typesOf(old), typesOf(now));
  const says = `type: ${quote(old)} is now ${quote(now)}`;
  const rule = {
    narrower: "type-narrowed",
    wider: "type-widened",
    different: "type-changed",
    same: "documentation",
  } as const satisfies Record<Effect, RuleName>;
  found.report(
    rule[effect],
    place,
    after.member("type") ?? after,
    says,
    gone(before, after, "type"),
  );
}

function typesOf(type: Json | undefined): readonly string[] {
  const all = ["string", "number", "boolean", "object", "array", "null"];
  const names = type === undefined ? all : [type].flat();
  // A number is an integer or has a fraction.
  return names.flatMap((name) => (name === "number" ? ["integer", "fraction"] : [String(name)]));
}

/** Compares the values that two schemas list, by `enum` or as a `const`. */
export function compareValues(before: Node, after: Node, place: Place, found: Comparison): void {
  const [old, now] = [listed(before), listed(after)];
  const keyword = ["enum", "const"].find((name) => after.member(name) ?? before.member(name)) ?? "";
  const report = (rule: RuleName, says: string) => {
    const removed = gone(before, after, keyword);
    found.report(rule, place, after.member(keyword) ?? after, `${keyword}: ${says}`, removed);
  };
  if (old === undefined && now === undefined) return;
  if (old === undefined) return report("values-removed", `only ${quote(now)} from now on`);
  if (now === undefined) return report("values-added", `not only ${quote(old)} any more`);
  const removed = old.filter((value) => !isIn(now, value));
  const added = now.filter((value) => !isIn(old, value));
  if (removed.length === old.length && added.length > 0) {
    return report("values-replaced", `${quote(old)} is now ${quote(now)}`);
  }
  if (removed.length > 0) report("values-removed", `without ${removed.map(quote).join(", ")}`);
  if (added.length > 0) report("values-added", `with ${added.map(quote).join(", ")}`);
  const isRewritten = ["enum", "const"].some(
    (name) => !isDeepStrictEqual(before.get(name), after.get(name)),
  );
  if (removed.length + added.length === 0 && isRewritten) {
    report("documentation", "the same values, written in another way");
  }
}

function listed(schema: Node): readonly Json[] | undefined {
  const values = schema.get("enum");
  const constant = schema.get("const");
  if (constant === undefined) return Array.isArray(values) ? values : undefined;
  return !Array.isArray(values) || isIn(values, constant) ? [constant] : [];
}

function isIn(list: readonly Json[], value: Json): boolean {
  return list.some((other) => isDeepStrictEqual(other, value));
}

function effectOn(before: readonly string[], after: readonly string[]): Effect {
  const hasLost = before.some((name) => !after.includes(name));
  const hasGot = after.some((name) => !before.includes(name));
  if (hasLost && hasGot) return "different";
  return hasLost ? "narrower" : hasGot ? "wider" : "same";
}

/** The old member where the new schema has it no more. */
export function gone(before: Node, after: Node, key: string): Node | undefined {
  return after.member(key) === undefined ? before.member(key) : undefined;
}
