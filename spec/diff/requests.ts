import { type Comparison, keysOf, type Place } from "./comparison.ts";
import { compareContent, compareSerialization } from "./content.ts";
import { compareDeprecation } from "./deprecation.ts";
import type { Node } from "./document.ts";
import type { Operation } from "./operations.ts";
import { compareSchemas } from "./schemas.ts";

const keys = keysOf(
  "name in required deprecated schema content style explode allowReserved",
  "description example examples",
);
const bodyKeys = keysOf("required content", "description");

/** Compares what an operation takes beside its body: parameters of its own, and of its path. */
export function compareParameters(
  was: Operation,
  is: Operation,
  place: Place,
  found: Comparison,
): void {
  const [old, now] = [parametersOf(was), parametersOf(is)];
  const around = is.node.member("parameters") ?? is.node;
  // It is said where paths are compared.
  const isRenamed = was.path !== is.path;
  for (const [key, one] of old) {
    const there = place.in(labelOf(one));
    const other = now.get(key);
    if (other === undefined) {
      if (isRenamed && one.get("in") === "path") continue;
      found.report("parameter-removed", there, around, "the parameter was removed", one);
    } else compareParameter(one, other, there, found);
  }
  for (const [key, one] of now) {
    if (old.has(key) || (isRenamed && one.get("in") === "path")) continue;
    const isRequired = one.get("required") === true;
    const rule = isRequired ? "required-parameter-added" : "optional-parameter-added";
    const says = `${isRequired ? "a required" : "an optional"} parameter was added`;
    found.report(rule, place.in(labelOf(one)), one, says);
  }
}

function compareParameter(before: Node, after: Node, place: Place, found: Comparison): void {
  const [wasRequired, isRequired] = [before, after].map((one) => one.get("required") === true);
  if (wasRequired !== isRequired) {
    const rule = isRequired ? "parameter-made-required" : "parameter-made-optional";
    const says = `the parameter is ${isRequired ? "required" : "optional"} now`;
    found.report(rule, place, after.member("required") ?? after, says);
  }
  compareDeprecation(before, after, place, found);
  compareSerialization(before, after, place, found);
  compareSchemas(before.member("schema"), after.member("schema"), place, found, after);
  compareContent(before.at("content"), after.at("content"), place, found, after);
  found.rest(before, after, place, keys);
}

/** Compares the body that an operation takes. */
export function compareRequestBody(
  before: Node,
  after: Node,
  place: Place,
  found: Comparison,
): void {
  const [old, now] = [before.at("requestBody"), after.at("requestBody")];
  if (old === undefined && now === undefined) return;
  if (now === undefined) {
    return found.report("request-body-removed", place, after, "the body was removed", old);
  }
  const [wasRequired, isRequired] = [old, now].map((body) => body?.get("required") === true);
  if (isRequired && !wasRequired) {
    const says = old === undefined ? "a required body was added" : "the body is required now";
    found.report("body-made-required", place, now, says);
  } else if (old === undefined) {
    found.report("optional-body-added", place, now, "an optional body was added");
  } else if (wasRequired && !isRequired) {
    found.report("body-made-optional", place, now, "the body is optional now");
  }
  if (old === undefined) return;
  compareContent(old.at("content"), now.at("content"), place, found, now);
  found.rest(old, now, place, bodyKeys);
}

/** The parameters by where they are and what they are called; those of the operation win. */
function parametersOf({ item, node }: Operation): ReadonlyMap<string, Node> {
  const all = [item, node].flatMap((owner) => owner.at("parameters")?.members ?? []);
  return new Map(
    all.map(([, one]) => {
      const [name, where] = [String(one.get("name")), String(one.get("in"))];
      // Names of headers are the same in any case.
      return [`${where} ${where === "header" ? name.toLowerCase() : name}`, one];
    }),
  );
}

function labelOf(parameter: Node): string {
  return `${String(parameter.get("in"))} parameter ${String(parameter.get("name"))}`;
}
