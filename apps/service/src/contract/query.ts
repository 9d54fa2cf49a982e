import { ApiError } from "../errors.ts";
import type { Schema } from "./document.ts";
import { validator } from "./validation.ts";

/** An integer as JSON writes it: no blank, plus sign, exponent or leading zero. */
const integer = /^-?(?:0|[1-9]\d*)$/;

/**
 * Reads the parameters that a schema has from a query string; others are ignored.
 *
 * @returns a function from the query string, without `?`, to the checked parameters with their
 * defaults; it throws an {@link ApiError} of 400 naming the wrong parameter
 */
export function queryReader(schema: Schema): (query: string) => Readonly<Record<string, unknown>> {
  const properties = Object.entries(schema["properties"] as Readonly<Record<string, Schema>>);
  const validate = validator(schema, "query");
  return (query) => {
    const values: Record<string, unknown> = {};
    if (query !== "") {
      const parameters = parse(query);
      for (const [name, property] of properties) {
        const [value, ...more] = parameters.getAll(name);
        if (value === undefined) continue;
        if (more.length > 0) throw new ApiError(400, `${name}: must be given once`);
        values[name] =
          property["type"] === "integer" && integer.test(value) ? Number(value) : value;
      }
    }
    validate(values);
    return values;
  };
}

function parse(query: string): URLSearchParams {
  try {
    // URLSearchParams would put U+FFFD in the place of what is not UTF-8.
    decodeURIComponent(query);
  } catch {
    throw new ApiError(400, "query: must be percent-encoded UTF-8");
  }
  return new URLSearchParams(query);
}
