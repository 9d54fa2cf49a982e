import { finding, type Rule } from "./redocly.ts";
import { statuses } from "./statuses.ts";

const why = "Clients branch on exactly these eight statuses, and upstream sends no other.";

/** Each operation has the eight statuses and no other. */
export const operationStatuses: Rule = () => ({
  Operation(operation, context) {
    const responses = context.location.child(["responses"]);
    const declared = Object.keys(operation.responses ?? {});
    for (const status of statuses) {
      if (declared.includes(status)) continue;
      context.report({
        message: finding(
          `${operation.operationId ?? "The operation"} does not declare the status ${status}.`,
          why,
          `Add "${status}" to its responses, by a $ref to components/responses for an error.`,
        ),
        location: responses,
      });
    }
    for (const status of declared) {
      if (statuses.includes(status)) continue;
      context.report({
        message: finding(
          `${operation.operationId ?? "The operation"} declares the status ${status}.`,
          why,
          `Remove it, and answer with the one of ${statuses.join(", ")} that is closest.`,
        ),
        location: responses.child([status]),
      });
    }
  },
});
