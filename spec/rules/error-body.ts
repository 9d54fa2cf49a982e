import { finding, follow, type Rule } from "./redocly.ts";
import { errorStatuses } from "./statuses.ts";

const mediaType = "application/json";
const errorSchema = "#/components/schemas/ErrorResponse";

/** Each error has one body: JSON of the schema ErrorResponse. */
export const errorBody: Rule = () => ({
  Operation(operation, context) {
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      if (!errorStatuses.includes(status)) continue;
      const location = context.location.child(["responses", status]);
      const content = follow(response, location, context)?.node.content ?? {};
      const schema = content[mediaType]?.schema;
      const isError = schema !== undefined && "$ref" in schema && schema.$ref === errorSchema;
      if (isError && Object.keys(content).length === 1) continue;
      context.report({
        message: finding(
          `The body of ${status} is not ${mediaType} with the schema ErrorResponse alone.`,
          "A client reads error_code and error_msg from every failure, and must not meet another shape.",
          `Give the response the content ${mediaType} with schema: { $ref: "${errorSchema}" }.`,
        ),
        location,
      });
    }
  },
});
