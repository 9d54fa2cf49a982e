import { isObject, type Json, type Node } from "../document.ts";

/** Keywords that describe a schema to people or tools and refuse no value. */
const annotation =
  /^(?:title|description|examples?|\$comment|externalDocs|xml|\$defs|definitions|default|deprecated|readOnly|writeOnly|discriminator|x-.*)$/;

export const isAnnotation = (keyword: string) => annotation.test(keyword);

const ofNamedSchemas = new Set(["properties", "patternProperties", "dependentSchemas"]);
const ofValues = new Set(["const", "dependentRequired"]);
const inAnyOrder = new Set(["enum", "required", "type"]);

/**
 * A schema as JSON that is the same wherever its parts are written: references are replaced by what
 * they lead to, annotations are left out, and members are in one order.
 */
export function canonical(node: Node, around: readonly string[] = []): Json {
  // In a schema that contains itself: how many levels up it begins.
  const level = around.indexOf(node.pointer);
  if (level !== -1) return { $ref: around.length - level };
  const inside = [...around, node.pointer];
  if (Array.isArray(node.value)) return node.entries.map(([, one]) => canonical(one, inside));
  if (!isObject(node.value)) return node.value;
  const target = node.target();
  const own = node.entries.filter(([key]) => !isAnnotation(key) && !(target && key === "$ref"));
  const entries = sorted(own).map(([key, child]): readonly [string, Json] => {
    if (inAnyOrder.has(key) && Array.isArray(child.value)) return [key, sorted(child.value)];
    if (ofValues.has(key)) return [key, child.value];
    if (!ofNamedSchemas.has(key)) return [key, canonical(child, inside)];
    const named = sorted(child.entries).map(([name, one]) => [name, canonical(one, inside)]);
    return [key, Object.fromEntries(named)];
  });
  if (target === undefined) return Object.fromEntries(entries);
  const referred = canonical(target, inside);
  return entries.length === 0 ? referred : Object.fromEntries([...entries, ["$ref", referred]]);
}

/** By the JSON of each, which for an entry begins with its name. */
function sorted<One>(list: readonly One[]): readonly One[] {
  const key = (one: One) => JSON.stringify(Array.isArray(one) ? one[0] : one);
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
