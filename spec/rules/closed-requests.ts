import { finding, type Rule, type Schema } from "./redocly.ts";
import { sentSchemas } from "./sent.ts";

function isOpenObject(schema: Schema): boolean {
  const isObject = schema.properties !== undefined || [schema.type].flat().includes("object");
  return isObject && schema.additionalProperties !== false;
}

/** Every object that can be sent is closed: an unknown property is an error. */
export const closedRequests: Rule = () =>
  sentSchemas((schema, location, context) => {
    if (!isOpenObject(schema)) return;
    context.report({
      message: finding(
        "This object is part of a request and accepts unknown properties.",
        "A misspelt field would be ignored, and the caller would believe that it was set.",
        "Add additionalProperties: false.",
      ),
      location,
    });
  });
