import { isDeepStrictEqual } from "node:util";

import type { CompareSchemas, Comparison, Place } from "./comparison.ts";
import { isObject, type Node } from "./document.ts";
import type { RuleName } from "./rules.ts";
import { gone } from "./values.ts";

interface Rules {
  readonly introduced: RuleName;
  readonly dropped: RuleName;
  readonly added: RuleName;
  readonly removed: RuleName;
}

const alternatives: Rules = {
  introduced: "alternatives-introduced",
  dropped: "alternatives-dropped",
  added: "alternative-added",
  removed: "alternative-removed",
};

const conditions: Rules = {
  introduced: "condition-added",
  dropped: "condition-removed",
  added: "condition-added",
  removed: "condition-removed",
};

/** Compares `oneOf` and `anyOf`, of which one fits, and `allOf`, of which all do. */
export function compareCombinations(
  before: Node,
  after: Node,
  place: Place,
  found: Comparison,
  compareSchemas: CompareSchemas,
): void {
  for (const keyword of ["oneOf", "anyOf", "allOf"]) {
    const rules = keyword === "allOf" ? conditions : alternatives;
    const [old, now] = [before.at(keyword), after.at(keyword)];
    if (old === undefined && now === undefined) continue;
    if (old === undefined || now === undefined) {
      const isNew = old === undefined;
      const rule = isNew ? rules.introduced : rules.dropped;
      const says = `${keyword} was ${isNew ? "added" : "removed"}`;
      found.report(rule, place, now ?? after, says, gone(before, after, keyword));
      continue;
    }
    const { pairs, removed, added } = matched(branchesOf(old), branchesOf(now));
    for (const branch of removed) {
      found.report(rules.removed, place, now, `${keyword}: without ${nameOf(branch)}`, branch);
    }
    for (const branch of added) {
      found.report(rules.added, place, branch, `${keyword}: with ${nameOf(branch)}`);
    }
    for (const [a, b] of pairs) compareSchemas(a, b, place.in(`(${nameOf(b)})`), found, now);
  }
}

function branchesOf(list: Node): readonly Node[] {
  return list.keys.flatMap((index) => list.member(index) ?? []);
}

/** A branch keeps its partner by its name or by what it says, and else by its turn. */
function matched(before: readonly Node[], after: readonly Node[]) {
  const pairs: (readonly [Node, Node])[] = [];
  let removed = before;
  let added = after;
  const pair = (isSame: (a: Node, b: Node) => boolean) => {
    for (const a of removed) {
      const b = added.find((other) => isSame(a, other));
      if (b === undefined) continue;
      pairs.push([a, b]);
      removed = removed.filter((other) => other !== a);
      added = added.filter((other) => other !== b);
    }
  };
  pair((a, b) => isDeepStrictEqual(a.value, b.value));
  pair((a, b) => a.get("title") !== undefined && a.get("title") === b.get("title"));
  // What has a name and lost its partner is gone, not changed.
  pair((a, b) => !isNamed(a) && !isNamed(b));
  return { pairs, removed, added };
}

function isNamed(branch: Node): boolean {
  return isObject(branch.value) && ("$ref" in branch.value || "title" in branch.value);
}

function nameOf(branch: Node): string {
  const reference = isObject(branch.value) ? branch.value["$ref"] : undefined;
  if (typeof reference === "string") return reference.split("/").at(-1) ?? reference;
  const title = branch.get("title") ?? branch.get("type");
  return typeof title === "string" ? title : `the schema ${branch.pointer.split("/").at(-1)}`;
}
