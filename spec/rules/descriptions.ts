import { type Context, finding, follow, isText, type Rule } from "./redocly.ts";

function expectText(what: string, description: string | undefined, context: Context): void {
  if (isText(description)) return;
  context.report({
    message: finding(
      `${what} has no description.`,
      "The reference and the editor's tooltips show this text; without it a reader has to guess.",
      "Describe what it means, in its unit, and what happens at its limits.",
    ),
    location: context.location,
  });
}

/** Each header, request body, response and schema property is described; parameters by Redocly's own rule. */
export const descriptions: Rule = () => ({
  Header(header, context) {
    expectText("The header", header.description, context);
  },
  RequestBody(body, context) {
    expectText("The request body", body.description, context);
  },
  Response(response, context) {
    expectText("The response", response.description, context);
  },
  Schema(schema, context) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const location = context.location.child(["properties", name]);
      // A description beside a $ref says what the shared schema means in this place.
      const own = "description" in property ? property.description : undefined;
      const target = follow(property, location, context);
      if (target === undefined) continue;
      expectText(`The property ${name}`, own ?? target.node.description, { ...context, location });
    }
  },
});
