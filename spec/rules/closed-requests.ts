import { finding, type Rule, type Schema } from "./redocly.ts";
import { walk } from "./walk.ts";

function isOpenObject(schema: Schema): boolean {
  const isObject = schema.properties !== undefined || [schema.type].flat().includes("object");
  return isObject && schema.additionalProperties !== false;
}

/** Every object that can be sent is closed: an unknown property is an error. */
export const closedRequests: Rule = () => {
  const visited = new Set<string>();
  return {
    RequestBody(body, context) {
      for (const [type, { schema: node }] of Object.entries(body.content ?? {})) {
        if (node === undefined) continue;
        const from = context.location.child(["content", type, "schema"]);
        walk(node, from, context, visited, (schema, location) => {
          if (!isOpenObject(schema)) return;
          context.report({
            message: finding(
              "This object is part of a request and accepts unknown properties.",
              "A misspelt field would be dropped in silence, and the caller told that all is well.",
              "Add additionalProperties: false.",
            ),
            location,
          });
        });
      }
    },
  };
};
