import { type Context, finding, type Location, type Rule, type Schema } from "./redocly.ts";
import { walk } from "./walk.ts";

type Bound = "minimum" | "maximum" | "maxLength" | "maxItems";

/** The bounds that a value of each type needs. */
const needed: Readonly<Record<string, readonly Bound[]>> = {
  integer: ["minimum", "maximum"],
  number: ["minimum", "maximum"],
  string: ["maxLength"],
  array: ["maxItems"],
};

function check(schema: Schema, location: Location, context: Context): void {
  // What lists its values bounds them.
  if (schema.enum !== undefined || schema.const !== undefined) return;
  for (const type of [schema.type ?? []].flat()) {
    for (const bound of needed[type] ?? []) {
      if (schema[bound] !== undefined) continue;
      context.report({
        message: finding(
          `This ${type} can be sent, and has no ${bound}.`,
          "Whatever has no bound is taken until something breaks, and then nobody can add one without breaking callers.",
          `Add ${bound}: the service then refuses what is beyond it, and says so.`,
        ),
        location,
      });
    }
  }
}

/**
 * Every value that can be sent has bounds. Headers may hold anything: a request is not refused for
 * an X-Request-Id that is no good.
 */
export const bounds: Rule = () => {
  const visited = new Set<string>();
  return {
    Parameter(parameter, context) {
      if (parameter.schema === undefined || parameter.in === "header") return;
      walk(
        parameter.schema,
        context.location.child(["schema"]),
        context,
        visited,
        (schema, place) => check(schema, place, context),
      );
    },
    RequestBody(body, context) {
      for (const [type, { schema: node }] of Object.entries(body.content ?? {})) {
        if (node === undefined) continue;
        const from = context.location.child(["content", type, "schema"]);
        walk(node, from, context, visited, (schema, place) => check(schema, place, context));
      }
    },
  };
};
