import {
  type Context,
  finding,
  follow,
  type Location,
  type Reference,
  type Rule,
  type Schema,
} from "./redocly.ts";

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

function isOpenObject(schema: Schema): boolean {
  const isObject = schema.properties !== undefined || [schema.type].flat().includes("object");
  return isObject && schema.additionalProperties !== false;
}

/** Every object that can be sent is closed: an unknown property is an error. */
export const closedRequests: Rule = () => {
  const visited = new Set<string>();

  function check(node: Schema | Reference, from: Location, context: Context): void {
    const schema = follow(node, from, context);
    if (schema === undefined || visited.has(schema.location.pointer)) return;
    visited.add(schema.location.pointer);
    if (isOpenObject(schema.node)) {
      context.report({
        message: finding(
          "This object is part of a request and accepts unknown properties.",
          "A misspelt field would be dropped in silence, and the caller told that all is well.",
          "Add additionalProperties: false.",
        ),
        location: schema.location,
      });
    }
    for (const [path, child] of inside(schema.node)) {
      check(child, schema.location.child(path), context);
    }
  }

  return {
    RequestBody(body, context) {
      for (const [type, content] of Object.entries(body.content ?? {})) {
        if (content.schema === undefined) continue;
        check(content.schema, context.location.child(["content", type, "schema"]), context);
      }
    },
  };
};
