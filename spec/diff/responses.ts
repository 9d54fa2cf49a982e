import { type Comparison, keysOf, named, type Place } from "./comparison.ts";
import { compareContent, compareSerialization } from "./content.ts";
import { compareDeprecation } from "./deprecation.ts";
import type { Node } from "./document.ts";
import { compareSchemas } from "./schemas.ts";

const responseKeys = keysOf("headers content", "description summary");

/** Compares what an operation may answer, status by status. */
export function compareResponses(before: Node, after: Node, place: Place, found: Comparison): void {
  const [old, now] = [before.at("responses"), after.at("responses")];
  found.extensions(old, now, place);
  for (const [status, was] of named(old)) {
    const there = place.in(status);
    const is = now?.at(status);
    if (is === undefined) {
      const rule = status.startsWith("2") ? "success-removed" : "error-removed";
      found.report(rule, there, now ?? after, "the status was removed", was);
      continue;
    }
    compareBodies(was, is, there, found);
    compareHeaders(was, is, there, found);
    found.rest(was, is, there, responseKeys);
  }
  for (const [status, is] of named(now)) {
    if (old?.at(status) !== undefined) continue;
    found.report("status-added", place.in(status), is, "the status was added");
  }
}

function compareBodies(before: Node, after: Node, place: Place, found: Comparison): void {
  const [old, now] = [before.at("content"), after.at("content")];
  const [had, has] = [old, now].map((content) => (content?.keys ?? []).length > 0);
  if (had === has) return compareContent(old, now, place, found, after);
  const rule = has ? "response-body-added" : "response-body-removed";
  const says = `the body was ${has ? "added" : "removed"}`;
  found.report(rule, place, now ?? after, says, has ? undefined : old);
}

const keys = keysOf(
  "required schema content deprecated style explode",
  "description example examples",
);

function compareHeaders(before: Node, after: Node, place: Place, found: Comparison): void {
  const [old, now] = [byName(before), byName(after)];
  const around = after.member("headers") ?? after;
  for (const [key, [name, was]] of old) {
    const there = place.in(`header ${name}`);
    const is = now.get(key)?.[1];
    const wasPromised = was.get("required") === true;
    if (is === undefined) {
      const rule = wasPromised ? "promised-header-removed" : "optional-header-removed";
      found.report(rule, there, around, "the header was removed", was);
      continue;
    }
    const isPromised = is.get("required") === true;
    if (wasPromised !== isPromised) {
      const rule = isPromised ? "header-made-required" : "header-made-optional";
      const says = `the header is ${isPromised ? "always" : "not always"} there now`;
      found.report(rule, there, is.member("required") ?? is, says);
    }
    compareDeprecation(was, is, there, found);
    compareSerialization(was, is, there, found);
    compareSchemas(was.member("schema"), is.member("schema"), there, found, is);
    compareContent(was.at("content"), is.at("content"), there, found, is);
    found.rest(was, is, there, keys);
  }
  for (const [key, [name, is]] of now) {
    if (!old.has(key))
      found.report("header-added", place.in(`header ${name}`), is, "the header was added");
  }
}

/** Names of headers are the same in any case. */
function byName(response: Node): ReadonlyMap<string, readonly [string, Node]> {
  const headers = response.at("headers")?.members ?? [];
  return new Map(headers.map(([name, header]) => [name.toLowerCase(), [name, header]]));
}
