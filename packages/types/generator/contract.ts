/** A part of the contract, as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * The object at these keys.
 *
 * @throws Error that names the keys where the contract has none
 */
export function at(json: Json, ...keys: readonly string[]): JsonObject {
  let found: Json | undefined = json;
  for (const key of keys) found = isObject(found) ? found[key] : undefined;
  if (!isObject(found)) throw new Error(`the contract has no object at ${keys.join(" / ")}`);
  return found;
}

/** What a `$ref` leads to; anything else is itself. */
export function resolve(contract: Json, json: Json): Json {
  const reference = isObject(json) ? json["$ref"] : undefined;
  if (typeof reference !== "string") return json;
  return resolve(contract, at(contract, ...reference.replace("#/", "").split("/")));
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
