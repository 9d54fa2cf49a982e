import { finding, follow, type Header, type Location, type Rule } from "./redocly.ts";

const why = "Examples are what readers copy, what the mock answers and what the tests send.";

function hasExample(node: Header): boolean {
  return node.example !== undefined || Object.keys(node.examples ?? {}).length > 0;
}

function missing(what: string, fix: string, location: Location) {
  return { message: finding(`${what} has no example.`, why, fix), location };
}

/** Each parameter, header, body and schema property has an example; a response without content needs none. */
export const examples: Rule = () => ({
  Parameter(parameter, context) {
    if (hasExample(parameter)) return;
    const what = `The parameter ${parameter.name ?? ""}`;
    context.report(missing(what, "Add a realistic `example`.", context.location));
  },
  Header(header, context) {
    if (hasExample(header)) return;
    context.report(missing("The header", "Add a realistic `example`.", context.location));
  },
  MediaType(content, context) {
    const named = Object.entries(content.examples ?? {});
    if (named.length === 0) {
      context.report(missing("The body", "Add it under `examples`, by a name.", context.location));
    }
    for (const [name, reference] of named) {
      const place = context.location.child(["examples", name]);
      const example = follow(reference, place, context);
      if (example === undefined || "value" in example.node) continue;
      const fix = "Write it into the document as its `value`.";
      context.report(missing(`"${name}"`, fix, example.location));
    }
  },
  Schema(schema, context) {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const location = context.location.child(["properties", name]);
      const own = "examples" in property ? property.examples : undefined;
      const target = follow(property, location, context);
      if (target === undefined || (own ?? target.node.examples ?? []).length > 0) continue;
      const fix = "Add `examples` to the property, or to the schema that it refers to.";
      context.report(missing(`The property ${name}`, fix, location));
    }
  },
});
