import { finding, follow, type Rule } from "./redocly.ts";
import { errorStatuses } from "./statuses.ts";

function errorCode(value: unknown): unknown {
  return typeof value === "object" && value !== null && "error_code" in value
    ? value.error_code
    : undefined;
}

/** Each error example has the error_code of the status it is an example of. */
export const errorCodes: Rule = () => {
  const reported = new Set<string>();
  return {
    Operation(operation, context) {
      for (const [status, reference] of Object.entries(operation.responses ?? {})) {
        if (!errorStatuses.includes(status)) continue;
        const place = context.location.child(["responses", status]);
        const response = follow(reference, place, context);
        if (response === undefined) continue;
        for (const [type, content] of Object.entries(response.node.content ?? {})) {
          for (const [name, named] of Object.entries(content.examples ?? {})) {
            const example = follow(
              named,
              response.location.child(["content", type, "examples", name]),
              context,
            );
            const code = `WKS.00000${status}`;
            if (example === undefined || errorCode(example.node.value) === code) continue;
            // A response that several operations share is one mistake, not several.
            const key = `${status} ${example.location.pointer}`;
            if (reported.has(key)) continue;
            reported.add(key);
            context.report({
              message: finding(
                `The example ${name} is used for the status ${status} but its error_code is ${JSON.stringify(errorCode(example.node.value))}.`,
                "The code repeats the status for log lines that do not have it.",
                `Set error_code to ${code}, or use the example's response for the status it belongs to.`,
              ),
              location: example.location.child(["value"]),
            });
          }
        }
      }
    },
  };
};
