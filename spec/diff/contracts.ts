import { type Change, Comparison, keysOf, named, Place } from "./comparison.ts";
import type { Node, OpenApiDocument } from "./document.ts";
import { compareOperations } from "./operations.ts";
import { compareSecuritySchemes } from "./security.ts";
import { compareServers } from "./servers.ts";

const keys = keysOf("openapi info servers paths components security", "tags externalDocs");
const infoKeys = keysOf("", "title summary description version license contact termsOfService");

/**
 * Everything in which two contracts differ, judged by what it means to callers of the first.
 *
 * @throws Error that names a reference which leads nowhere
 */
export function compareContracts(
  before: OpenApiDocument,
  after: OpenApiDocument,
): readonly Change[] {
  const found = new Comparison();
  const [old, now] = [before.root, after.root];
  const place = new Place(["the document"]);
  if (old.get("openapi") !== now.get("openapi")) {
    const says = `openapi: ${String(old.get("openapi"))} is now ${String(now.get("openapi"))}`;
    found.report("openapi-version-changed", place, now.member("openapi") ?? now, says);
  }
  const [oldInfo, nowInfo] = [old.at("info"), now.at("info")];
  if (oldInfo && nowInfo) {
    found.rest(oldInfo, nowInfo, new Place(["info"]), infoKeys);
  }
  compareServers(old.at("servers"), now.at("servers"), new Place(["servers"]), found, now);
  compareOperations(old, now, found);
  compareComponents(old, now, found);
  found.rest(old, now, place, keys);
  return found.changes;
}

/** What is in a component is compared where it is used; its name is used by the types alone. */
function compareComponents(before: Node, after: Node, found: Comparison): void {
  const [old, now] = [before.at("components"), after.at("components")];
  found.extensions(old, now, new Place(["components"]));
  for (const kind of new Set([...named(old), ...named(now)].map(([key]) => key))) {
    const [oldKind, nowKind] = [old?.at(kind), now?.at(kind)];
    for (const name of new Set([...(oldKind?.keys ?? []), ...(nowKind?.keys ?? [])])) {
      const place = new Place(["components", kind, name]);
      const [oldOne, nowOne] = [oldKind?.member(name), nowKind?.member(name)];
      if (nowOne === undefined) {
        const says = "the component was removed";
        found.report("component-removed", place, nowKind ?? now ?? after, says, oldOne);
      } else if (oldOne === undefined) {
        found.report("component-added", place, nowOne, "a component was added");
      } else if (kind === "securitySchemes") {
        compareSecuritySchemes(oldOne, nowOne, place, found);
      }
    }
  }
}
