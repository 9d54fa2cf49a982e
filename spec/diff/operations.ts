import { type Comparison, keysOf, named, Place } from "./comparison.ts";
import { compareDeprecation } from "./deprecation.ts";
import type { Node } from "./document.ts";
import { compareParameters, compareRequestBody } from "./requests.ts";
import { compareResponses } from "./responses.ts";
import { compareSecurity } from "./security.ts";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

const keys = keysOf(
  "operationId parameters requestBody responses security deprecated",
  "tags summary description externalDocs",
);
const itemKeys = keysOf(["parameters $ref", ...methods].join(" "), "summary description");

/** An operation, and the path item whose parameters it has as well. */
export interface Operation {
  readonly name: string;
  readonly path: string;
  readonly item: Node;
  readonly node: Node;
}

/** Compares all operations, each known by its method and its path, whatever its parameters' names. */
export function compareOperations(before: Node, after: Node, found: Comparison): void {
  const [old, now] = [operationsOf(before), operationsOf(after)];
  const paths = after.member("paths") ?? after;
  for (const [key, was] of old) {
    const is = now.get(key);
    if (is === undefined) {
      const says = `the operation was removed (${key})`;
      found.report("operation-removed", new Place([was.name]), paths, says, was.node);
    } else {
      compareOperation([was, before], [is, after], found);
    }
  }
  for (const [key, { name, node }] of now) {
    if (old.has(key)) continue;
    found.report("operation-added", new Place([name]), node, `an operation was added (${key})`);
  }
  comparePathItems(before, after, found);
}

function compareOperation(
  [was, oldRoot]: readonly [Operation, Node],
  [is, nowRoot]: readonly [Operation, Node],
  found: Comparison,
): void {
  const [old, now] = [was.node, is.node];
  const place = new Place([is.name]);
  if (old.get("operationId") !== now.get("operationId")) {
    const says = `the operation was called ${was.name} and is now called ${is.name}`;
    found.report("operation-renamed", place, now.member("operationId") ?? now, says);
  }
  if (was.path !== is.path) {
    found.report(
      "path-parameter-renamed",
      place,
      is.item,
      `the path ${was.path} is now ${is.path}`,
    );
  }
  compareDeprecation(old, now, place, found);
  compareSecurity([old, oldRoot], [now, nowRoot], place, found);
  compareParameters(was, is, place.going("request"), found);
  compareRequestBody(old, now, place.in("request body").going("request"), found);
  compareResponses(old, now, place.going("response"), found);
  found.rest(old, now, place, keys);
}

/** What path items have beside their operations. */
function comparePathItems(before: Node, after: Node, found: Comparison): void {
  const [old, now] = [before.at("paths"), after.at("paths")];
  found.extensions(old, now, new Place(["paths"]));
  for (const [path, was] of named(old)) {
    const is = now?.at(path);
    if (is !== undefined) found.rest(was, is, new Place([path]), itemKeys);
  }
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
