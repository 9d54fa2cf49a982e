import type { Context, Location, Schema, Visitor } from "./redocly.ts";
import { walk } from "./walk.ts";

/**
 * Visits each schema of what a request consists of, once. Header parameters are left out: a request
 * is not refused for an X-Request-Id that is not valid.
 */
export function sentSchemas(
  visit: (schema: Schema, location: Location, context: Context) => void,
): Visitor {
  const visited = new Set<string>();
  return {
    Parameter(parameter, context) {
      if (parameter.schema === undefined || parameter.in === "header") return;
      const from = context.location.child(["schema"]);
      walk(parameter.schema, from, context, visited, (schema, location) =>
        visit(schema, location, context),
      );
    },
    RequestBody(body, context) {
      for (const [type, { schema: node }] of Object.entries(body.content ?? {})) {
        if (node === undefined) continue;
        const from = context.location.child(["content", type, "schema"]);
        walk(node, from, context, visited, (schema, location) => visit(schema, location, context));
      }
    },
  };
}
