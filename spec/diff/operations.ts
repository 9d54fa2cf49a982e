import { compareSecurity } from "./choices.ts";
import { type Change, forEachPair, named, Place } from "./place.ts";
import { compareContent } from "./content.ts";
import type { Node } from "./document.ts";
import { compareHeaders, compareParameters, compareRequestBody } from "./parts.ts";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** An operation, and the path item whose parameters it has as well. */
export interface Operation {
  readonly name: string;
  readonly path: string;
  readonly item: Node;
  readonly node: Node;
}

/** Compares all operations, identified by method and path; the names of path parameters do not count. */
export function compareOperations(before: Node, after: Node, changes: Change[]): void {
  const paths = after.member("paths") ?? after;
  const placeOf = ({ name }: Operation) => new Place(changes, [name]);
  forEachPair(
    [operationsOf(before), operationsOf(after)],
    (was, key) => placeOf(was).report("operation-removed", paths, `${key} was removed`, was.node),
    (was, is) => compareOperation(was, is, placeOf(is)),
    (is, key) => placeOf(is).report("operation-added", is.node, `${key} was added`),
  );
  for (const [path, was] of named(before.at("paths"))) {
    const is = after.at("paths")?.at(path);
    const compared = ["parameters", ...methods].join(" ");
    if (is !== undefined) new Place(changes, [path]).rest(was, is, compared);
  }
}

function compareOperation(was: Operation, is: Operation, place: Place): void {
  const [old, now] = [was.node, is.node];
  if (old.get("operationId") !== now.get("operationId")) {
    const says = `the operation was called ${was.name} and is now called ${is.name}`;
    place.report("operation-renamed", now.member("operationId") ?? now, says);
  }
  if (was.path !== is.path)
    place.report("path-parameter-renamed", is.item, `the path ${was.path} is now ${is.path}`);
  place.deprecation(old, now);
  compareSecurity(old, now, place);
  compareParameters(was, is, place.going("request"));
  compareRequestBody(old, now, place.going("request"));
  compareResponses(old, now, place.going("response"));
  place.rest(old, now, "operationId parameters requestBody responses security deprecated");
}

function operationsOf(root: Node): ReadonlyMap<string, Operation> {
  const found = new Map<string, Operation>();
  for (const [path, item] of named(root.at("paths"))) {
    for (const method of methods) {
      const node = item.at(method);
      if (node === undefined) continue;
      const key = `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, "{}")}`;
      const name = String(node.get("operationId") ?? `${method.toUpperCase()} ${path}`);
      found.set(key, { name, path, item, node });
    }
  }
  return found;
}

function compareResponses(before: Node, after: Node, place: Place): void {
  const around = after.at("responses") ?? after;
  forEachPair(
    [new Map(named(before.at("responses"))), new Map(named(after.at("responses")))],
    (was, status) => {
      const rule = status.startsWith("2") ? "success-removed" : "error-removed";
      place.in(status).report(rule, around, "the status was removed", was);
    },
    (was, is, status) => {
      const there = place.in(status);
      compareContent(was, is, there);
      compareHeaders(was, is, there);
      there.rest(was, is, "headers content");
    },
    (is, status) => place.in(status).report("status-added", is, "the status was added"),
  );
}
