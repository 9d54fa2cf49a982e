import { finding, type Rule } from "./redocly.ts";
import { sentSchemas } from "./sent.ts";

type Bound = "minimum" | "maximum" | "maxLength" | "maxItems";

/** The bounds that a value of each type needs. */
const needed: Readonly<Record<string, readonly Bound[]>> = {
  integer: ["minimum", "maximum"],
  number: ["minimum", "maximum"],
  string: ["maxLength"],
  array: ["maxItems"],
};

/** Every value that can be sent has bounds. */
export const bounds: Rule = () =>
  sentSchemas((schema, location, context) => {
    // A list of the allowed values bounds them.
    if (schema.enum !== undefined || schema.const !== undefined) return;
    for (const type of [schema.type ?? []].flat()) {
      for (const bound of needed[type] ?? []) {
        if (schema[bound] !== undefined) continue;
        context.report({
          message: finding(
            `This ${type} can be sent, and has no ${bound}.`,
            "A value without a bound is accepted until it exhausts the service, and a bound that is added later breaks callers.",
            `Add ${bound}: the service then refuses what is beyond it.`,
          ),
          location,
        });
      }
    }
  });
