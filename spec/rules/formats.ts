import { finding, type Rule } from "./redocly.ts";

/** The formats that the validators know. They refuse a contract with another one. */
const known: ReadonlySet<string> = new Set(["int32"]);

/** No schema has a format that nothing checks. */
export const formats: Rule = () => ({
  Schema({ format }, context) {
    if (format === undefined || known.has(format)) return;
    context.report({
      message: finding(
        `The validators do not know the format ${format}.`,
        "A format that nothing checks is a promise that nothing keeps.",
        "Say the form by a pattern.",
      ),
      location: context.location.child(["format"]),
    });
  },
});
