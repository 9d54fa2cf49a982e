import type { Schema } from "./document.ts";
import { InvalidRequestError, type Problem } from "./invalid-request-error.ts";
import { validator, type ValidatorOptions } from "./schema-validator.ts";

/** An integer as JSON writes it: no blank, plus sign, exponent or leading zero. */
const integer = /^-?(?:0|[1-9]\d*)$/;

/**
 * Reads the parameters that a schema has from a query string; others are ignored.
 *
 * @returns a function from the query string, without `?`, to the checked parameters with their
 * defaults; it throws an {@link InvalidRequestError} naming the wrong parameter
 */
export function queryReader(
  schema: Schema,
  options: ValidatorOptions = {},
): (query: string) => Readonly<Record<string, unknown>> {
  const properties = Object.entries(schema["properties"] as Readonly<Record<string, Schema>>);
  const validate = validator(schema, "query", options);
  return (query) => {
    const values: Record<string, unknown> = {};
    if (query !== "") {
      const parameters = parse(query);
      for (const [name, property] of properties) {
        const [value, ...more] = parameters.getAll(name);
        if (value === undefined) continue;
        if (more.length > 0) throw new InvalidRequestError(repeated(name));
        values[name] =
          property["type"] === "integer" && integer.test(value) ? Number(value) : value;
      }
    }
    validate(values);
    return values;
  };
}

const repeated = (name: string): Problem => ({
  part: "query",
  path: [name],
  message: "must be given once",
});

function parse(query: string): URLSearchParams {
  try {
    // URLSearchParams would put U+FFFD in the place of what is not UTF-8.
    decodeURIComponent(query);
  } catch {
    throw new InvalidRequestError({
      part: "query",
      path: [],
      message: "must be percent-encoded UTF-8",
    });
  }
  // Without a question mark of its own, the first one of the query would be dropped.
  return new URLSearchParams(`?${query}`);
}
