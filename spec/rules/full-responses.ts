import { finding, type Rule } from "./redocly.ts";
import { walk } from "./walk.ts";

/**
 * Every field of an answer is required. An object may leave some of its fields out only where it
 * says how many it has at least: a user that is known by one of two names.
 */
export const fullResponses: Rule = () => {
  const visited = new Set<string>();
  return {
    Response(response, context) {
      for (const [type, { schema: node }] of Object.entries(response.content ?? {})) {
        if (node === undefined) continue;
        const from = context.location.child(["content", type, "schema"]);
        walk(node, from, context, visited, (schema, location) => {
          if ((schema.minProperties ?? 0) > 0) return;
          for (const name of Object.keys(schema.properties ?? {})) {
            if (schema.required?.includes(name)) continue;
            context.report({
              message: finding(
                `The property ${name} is answered, but not required.`,
                "If it may be missing, no test fails when it is, and every caller must check for it.",
                `Add ${name} to required, or, where it depends on the data, say with minProperties how many fields there are at least.`,
              ),
              location: location.child(["properties", name]),
            });
          }
        });
      }
    },
  };
};
