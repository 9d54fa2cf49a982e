import { type Context, follow, type Location, type Reference, type Schema } from "./redocly.ts";

/** The schemas directly inside a schema, each with the way to it. */
function inside(schema: Schema): readonly (readonly [readonly string[], Schema | Reference])[] {
  const named = Object.entries(schema.properties ?? {}).map(
    ([name, child]) => [["properties", name], child] as const,
  );
  const listed = (["prefixItems", "allOf", "anyOf", "oneOf"] as const).flatMap((keyword) =>
    (schema[keyword] ?? []).map((child, index) => [[keyword, String(index)], child] as const),
  );
  const items = schema.items === undefined ? [] : [[["items"], schema.items] as const];
  const { additionalProperties: rest } = schema;
  const others = typeof rest === "object" ? [[["additionalProperties"], rest] as const] : [];
  return [...named, ...listed, ...items, ...others];
}

/**
 * Visits a schema and all that it consists of, wherever that is written. Each place is visited once
 * for every set of visited ones: what operations share is one finding, not several.
 */
export function walk(
  node: Schema | Reference,
  from: Location,
  context: Context,
  visited: Set<string>,
  visit: (schema: Schema, location: Location) => void,
): void {
  const schema = follow(node, from, context);
  if (schema === undefined || visited.has(schema.location.pointer)) return;
  visited.add(schema.location.pointer);
  visit(schema.node, schema.location);
  for (const [path, child] of inside(schema.node)) {
    walk(child, schema.location.child(path), context, visited, visit);
  }
}
