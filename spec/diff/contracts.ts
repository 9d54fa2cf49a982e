import { compareServers } from "./choices.ts";
import { type Change, named, Place } from "./place.ts";
import type { Node, OpenApiDocument } from "./document.ts";
import { compareOperations } from "./operations.ts";
import { forEachPair } from "./pairs.ts";
import { reportRewritten } from "./rewritten.ts";

/**
 * Everything in which two contracts differ, judged by what it means to callers of the first.
 *
 * @throws Error that names a reference which leads nowhere, or round in a circle
 */
export function compareContracts(
  before: OpenApiDocument,
  after: OpenApiDocument,
): readonly Change[] {
  const changes: Change[] = [];
  const [old, now] = [before.root, after.root];
  const place = new Place(changes, ["the document"]);
  if (old.get("openapi") !== now.get("openapi")) {
    const says = `openapi: ${String(old.get("openapi"))} is now ${String(now.get("openapi"))}`;
    place.report("openapi-version-changed", now.member("openapi") ?? now, says);
  }
  compareServers(old, now, new Place(changes, ["servers"]));
  compareOperations(old, now, changes);
  compareComponents(old, now, changes);
  place.rest(old, now, "openapi info servers paths components security");
  reportRewritten(old, now, changes);
  return changes;
}

/** What is in a component is compared where it is used; its name is used by the types alone. */
function compareComponents(before: Node, after: Node, changes: Change[]): void {
  const [old, now] = [before.at("components"), after.at("components")];
  for (const kind of new Set([...named(old), ...named(now)].map(([key]) => key))) {
    const placeOf = (name: string) => new Place(changes, ["components", kind, name]);
    const namedIn = (components: Node | undefined) => new Map(components?.at(kind)?.entries);
    const around = now?.at(kind) ?? now ?? after;
    forEachPair(
      [namedIn(old), namedIn(now)],
      (was, name) => placeOf(name).report("component-removed", around, "it was removed", was),
      (was, is, name) => {
        if (kind !== "securitySchemes") return;
        placeOf(name).rest(was.followed(), is.followed(), "", "security-scheme-changed");
      },
      (is, name) => placeOf(name).report("component-added", is, "it was added"),
    );
  }
}
