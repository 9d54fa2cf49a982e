import { isDeepStrictEqual } from "node:util";

import { boundKeywords, changedBounds, type Effect } from "./bounds.ts";
import { compareCombinations } from "./combinations.ts";
import { type CompareSchemas, type Comparison, type Place, quote } from "./comparison.ts";
import { compareDeprecation } from "./deprecation.ts";
import type { Node } from "./document.ts";
import { compareFields } from "./fields.ts";
import type { RuleName } from "./rules.ts";
import { compareTypes, compareValues, gone } from "./values.ts";

const bound = {
  narrower: "bound-narrowed",
  wider: "bound-widened",
  different: "keyword-changed",
  same: "documentation",
} as const satisfies Record<Effect, RuleName>;

/** Keywords of one value, by the rules for where one is added, removed or changed. */
const simple: readonly (readonly [string, RuleName, RuleName, RuleName])[] = [
  ["pattern", "pattern-added", "pattern-removed", "pattern-changed"],
  ["format", "format-added", "format-removed", "format-changed"],
  ["default", "default-added", "default-removed", "default-changed"],
  ["discriminator", "keyword-changed", "keyword-changed", "keyword-changed"],
];

/** Keywords that are off unless they are `true`, by the rules for on and off. */
const switches: readonly (readonly [string, RuleName, RuleName])[] = [
  ["uniqueItems", "uniqueness-added", "uniqueness-removed"],
  ["readOnly", "access-changed", "access-changed"],
  ["writeOnly", "access-changed", "access-changed"],
];

const compared = new Set(
  "type enum const properties required additionalProperties items deprecated allOf anyOf oneOf $ref"
    .split(" ")
    .concat(boundKeywords)
    .concat(simple.map(([keyword]) => keyword))
    .concat(switches.map(([keyword]) => keyword)),
);

/** What `$defs` define is compared where a reference leads to it. */
const documentation = new Set(
  "title description examples example $comment externalDocs xml $defs definitions".split(" "),
);

/** Compares two schemas, whatever they refer to, each place of use by itself. */
export const compareSchemas: CompareSchemas = (before, after, place, found, around) => {
  const [old, now] = [before?.followed(), after?.followed()];
  if (now === undefined) {
    if (old === undefined || isAnything(old)) return;
    return found.report("schema-widened", place, around, "anything fits now", old);
  }
  if (old === undefined) {
    if (isAnything(now)) return;
    return found.report("schema-narrowed", place, now, "not just anything fits any more");
  }
  if (typeof old.value === "boolean" || typeof now.value === "boolean") {
    if (old.value === now.value || (isAnything(old) && isAnything(now))) return;
    const isNarrower = isAnything(old) || now.value === false;
    const rule = isNarrower ? "schema-narrowed" : "schema-widened";
    return found.report(rule, place, now, isNarrower ? "less fits than before" : "more fits now");
  }
  found.once(old, now, place, () => {
    compareTypes(old, now, place, found);
    compareValues(old, now, place, found);
    compareKeywords(old, now, place, found);
    compareDeprecation(old, now, place, found);
    compareFields(old, now, place, found, compareSchemas);
    const items = place.in("(each)");
    compareSchemas(old.member("items"), now.member("items"), items, found, now);
    compareCombinations(old, now, place, found, compareSchemas);
    found.rest(old, now, place, { compared, documentation }, "keyword-changed");
  });
};

function compareKeywords(before: Node, after: Node, place: Place, found: Comparison): void {
  const report = (rule: RuleName, key: string) => {
    const says = `${key}: ${quote(before.get(key))} is now ${quote(after.get(key))}`;
    found.report(rule, place, after.member(key) ?? after, says, gone(before, after, key));
  };
  for (const { keyword, effect } of changedBounds(before, after)) report(bound[effect], keyword);
  for (const [key, added, removed, changed] of simple) {
    const [old, now] = [before.get(key), after.get(key)];
    if (isDeepStrictEqual(old, now)) continue;
    report(old === undefined ? added : now === undefined ? removed : changed, key);
  }
  for (const [key, on, off] of switches) {
    const [old, now] = [before.get(key), after.get(key)];
    if (old === now) continue;
    const isOn = now === true;
    report(isOn === (old === true) ? "documentation" : isOn ? on : off, key);
  }
}

function isAnything({ value, keys }: Node): boolean {
  return value === true || (value !== false && keys.every((key) => documentation.has(key)));
}
