import { finding, type Rule } from "./redocly.ts";

const forms = {
  snake_case: /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/,
  "Train-Case": /^[A-Z][A-Za-z0-9]*(-[A-Z][A-Za-z0-9]*)*$/,
  PascalCase: /^[A-Z][A-Za-z0-9]*$/,
};

function misnamed(what: string, name: string, form: keyof typeof forms): string | undefined {
  if (forms[form].test(name)) return undefined;
  return finding(
    `The ${what} ${name} is not in ${form}.`,
    "Upstream's names are, and a caller who has seen one name should guess the next one right.",
    `Write it in ${form}.`,
  );
}

/** Fields and parameters are in snake_case, headers in Train-Case, components in PascalCase. */
export const names: Rule = () => ({
  Root(document, context) {
    for (const [kind, components] of Object.entries(document.components ?? {})) {
      for (const name of Object.keys(components)) {
        const message = misnamed("component", name, "PascalCase");
        const location = context.location.child(["components", kind, name]);
        if (message !== undefined) context.report({ message, location });
      }
    }
  },
  Parameter({ name = "", in: place }, context) {
    const form = place === "header" ? "Train-Case" : "snake_case";
    const message = misnamed("parameter", name, form);
    if (message !== undefined) context.report({ message, location: context.location });
  },
  Response(response, context) {
    for (const name of Object.keys(response.headers ?? {})) {
      const message = misnamed("header", name, "Train-Case");
      const location = context.location.child(["headers", name]);
      if (message !== undefined) context.report({ message, location });
    }
  },
  Schema(schema, context) {
    for (const name of Object.keys(schema.properties ?? {})) {
      const message = misnamed("property", name, "snake_case");
      const location = context.location.child(["properties", name]);
      if (message !== undefined) context.report({ message, location });
    }
  },
});
