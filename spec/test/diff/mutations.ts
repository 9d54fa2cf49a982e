import { isObject, type Json } from "../../diff/document.ts";
import { apply } from "../patch.ts";

/** JSON that was read as such. */
export function jsonOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/** The places of everything in a document but itself. */
export function pointersIn(json: Json, pointer = ""): readonly string[] {
  const children = Array.isArray(json) || isObject(json) ? Object.entries(json) : [];
  return children.flatMap(([key, child]: readonly [string, Json]) => {
    const there = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [there].concat(pointersIn(child, there));
  });
}

/** A copy of the document in which this part is gone, or is another. */
export function mutated(json: Json, pointer: string, edit: string): Json {
  const copy = structuredClone(json);
  if (edit === "alter")
    apply({ op: "replace", path: pointer, value: altered(at(json, pointer)) }, copy);
  else apply({ op: "remove", path: pointer }, copy);
  // What was taken from a list left a hole.
  return jsonOf(withoutHoles(copy));
}

function withoutHoles(json: Json): Json {
  if (Array.isArray(json)) return json.filter((_item, index) => index in json).map(withoutHoles);
  if (!isObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([key, child]) => [key, withoutHoles(child)]));
}

function at(json: Json, pointer: string): Json | undefined {
  let found: Json | undefined = json;
  for (const segment of pointer.split("/").slice(1)) {
    const key = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    found = Array.isArray(found) ? found[Number(key)] : isObject(found) ? found[key] : undefined;
  }
  return found;
}

function altered(value: Json | undefined): Json {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  return isObject(value) ? { ...value, "x-new": true } : [...[value ?? []].flat(), "x-new"];
}
