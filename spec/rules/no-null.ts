import { finding, type Rule } from "./redocly.ts";

/** Nothing is null: a value that does not exist is left out. */
export const noNull: Rule = () => ({
  Schema(schema, context) {
    const isNull =
      [schema.type].flat().includes("null") ||
      schema.nullable !== undefined ||
      schema.const === null ||
      schema.enum?.includes(null) === true;
    if (!isNull) return;
    context.report({
      message: finding(
        "This value may be null.",
        "Upstream's SDKs fail on null, and a field that can be missing in two ways is tested for one.",
        "Leave the field out where there is no value; OpenAPI 3.1 has no keyword nullable.",
      ),
      location: context.location,
    });
  },
});
