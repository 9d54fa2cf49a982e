import { type Comparison, keysOf, type Place } from "./comparison.ts";
import type { Json, Node } from "./document.ts";

/** One way to authenticate: all of these schemes, each with at least these scopes. */
type Alternative = ReadonlyMap<string, readonly string[]>;

/** Compares the ways in which callers of an operation may authenticate: its own, or everybody's. */
export function compareSecurity(
  before: readonly [operation: Node, root: Node],
  after: readonly [operation: Node, root: Node],
  place: Place,
  found: Comparison,
): void {
  const [old, now] = [listOf(before), listOf(after)];
  const [was, is] = [alternativesOf(old), alternativesOf(now)];
  // Who brings more than is asked for is let in all the same.
  const suffices = (asked: Alternative, brought: Alternative) =>
    [...asked].every(
      ([name, scopes]) =>
        brought.has(name) && scopes.every((scope) => brought.get(name)?.includes(scope)),
    );
  const around = now ?? after[0];
  for (const one of was.filter((brought) => !is.some((asked) => suffices(asked, brought)))) {
    const says = `callers who bring ${nameOf(one)} are refused now`;
    found.report("security-alternative-removed", place, around, says);
  }
  for (const one of is.filter((brought) => !was.some((asked) => suffices(asked, brought)))) {
    const says = `callers may bring ${nameOf(one)}`;
    found.report("security-alternative-added", place, around, says);
  }
}

/** Compares what callers have to know of a scheme to use it. */
export function compareSecuritySchemes(
  before: Node,
  after: Node,
  place: Place,
  found: Comparison,
): void {
  const keys = keysOf("", "description");
  found.rest(before.followed(), after.followed(), place, keys, "security-scheme-changed");
}

function listOf([operation, root]: readonly [Node, Node]): Node | undefined {
  return operation.at("security") ?? root.at("security");
}

function alternativesOf(list: Node | undefined): readonly Alternative[] {
  const alternatives = (list?.members ?? []).map(
    ([, schemes]) => new Map(schemes.members.map(([name, { value }]) => [name, scopesOf(value)])),
  );
  return alternatives.length === 0 ? [new Map()] : alternatives;
}

function scopesOf(value: Json): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function nameOf(alternative: Alternative): string {
  const schemes = [...alternative].map(([name, scopes]) =>
    scopes.length === 0 ? name : `${name} (${scopes.join(", ")})`,
  );
  return schemes.length === 0 ? "nothing" : schemes.join(" and ");
}
