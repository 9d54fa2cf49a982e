import { isDeepStrictEqual } from "node:util";

import { type Comparison, keysOf, type Place, quote } from "./comparison.ts";
import type { Node } from "./document.ts";
import { compareSchemas } from "./schemas.ts";

const keys = keysOf("schema", "example examples");

/** Compares the bodies that there are by their media types. */
export function compareContent(
  before: Node | undefined,
  after: Node | undefined,
  place: Place,
  found: Comparison,
  around: Node,
): void {
  const [old, now] = [byMediaType(before), byMediaType(after)];
  for (const [type, was] of old) {
    const is = now.get(type);
    if (is === undefined) {
      const says = `${type} was removed`;
      found.report("media-type-removed", place, after ?? around, says, was);
      continue;
    }
    compareSchemas(was.member("schema"), is.member("schema"), place, found, is);
    found.rest(was, is, place, keys, "serialization-changed");
  }
  for (const [type, is] of now) {
    if (!old.has(type)) found.report("media-type-added", place, is, `${type} was added`);
  }
}

/** Compares how a parameter or a header is written. */
export function compareSerialization(
  before: Node,
  after: Node,
  place: Place,
  found: Comparison,
): void {
  for (const key of ["style", "explode", "allowReserved"]) {
    const [old, now] = [before.get(key), after.get(key)];
    if (isDeepStrictEqual(old, now)) continue;
    const says = `${key}: ${quote(old)} is now ${quote(now)}`;
    found.report("serialization-changed", place, after.member(key) ?? after, says);
  }
}

function byMediaType(content: Node | undefined): ReadonlyMap<string, Node> {
  return new Map((content?.members ?? []).map(([type, media]) => [type.toLowerCase(), media]));
}
