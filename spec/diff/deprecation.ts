import type { Comparison, Place } from "./comparison.ts";
import type { Node } from "./document.ts";

/** Compares whether a part is deprecated. */
export function compareDeprecation(
  before: Node,
  after: Node,
  place: Place,
  found: Comparison,
): void {
  const [was, is] = [before, after].map((node) => node.get("deprecated") === true);
  if (was === is) return;
  const rule = is ? "deprecated" : "deprecation-withdrawn";
  const says = is ? "it is deprecated now" : "it is no longer deprecated";
  found.report(rule, place, after.member("deprecated") ?? after, says);
}
