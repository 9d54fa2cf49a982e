import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from "ajv/dist/2020.js";

import type { Schema } from "./document.ts";
import { InvalidRequestError, type Part, type Problem } from "./invalid-request-error.ts";

export interface ValidatorOptions {
  /** Whether to report every problem, and not only the first: for tests, as its cost has no bound. */
  readonly allErrors?: boolean;
}

const first = createAjv();
const all = createAjv({ allErrors: true });

/**
 * Checks a part of a request against its schema, which the first check compiles: compiling all of
 * them would take a quarter of the start of a process.
 *
 * @returns a function that sets defaults in the value, and throws an {@link InvalidRequestError}
 * where the schema does not hold
 */
export function validator(
  schema: Schema,
  part: Part,
  { allErrors = false }: ValidatorOptions = {},
): (value: unknown) => void {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (allErrors ? all : first).compile(schema);
    if (validate(value)) return;
    const [error, ...more] = (validate.errors ?? []).map((found) => problemOf(found, part));
    throw new InvalidRequestError(error ?? { part, path: [], message: "is invalid" }, ...more);
  };
}

function createAjv(options: Options = {}): Ajv2020 {
  // Nothing is coerced, dropped or adjusted: what a request says is what is checked.
  return new Ajv2020({
    ...options,
    useDefaults: true,
    // Gives messages the schema that was broken.
    verbose: true,
    formats: { int32: true },
    // Redocly has checked the schemas; compiling the schema of schemas would take half of the start.
    meta: false,
    validateSchema: false,
  });
}

function problemOf(error: ErrorObject, part: Part): Problem {
  const path = tokensOf(error.instancePath);
  switch (error.keyword) {
    case "required":
      return { part, path: [...path, error.params["missingProperty"]], message: "is required" };
    case "additionalProperties": {
      const name = printable(error.params["additionalProperty"]);
      return { part, path: [...path, name], message: "is not a property of this object" };
    }
    case "minProperties": {
      const names = Object.keys(error.parentSchema?.["properties"] ?? {});
      return { part, path, message: `must have at least one of ${names.join(", ")}` };
    }
    case "enum":
      return { part, path, message: `must be one of ${error.params["allowedValues"].join(", ")}` };
    case "pattern":
      // The contract has one pattern for all text that can be sent; its lint rule text-pattern asks for it.
      return { part, path, message: "must not hold NUL or a lone surrogate" };
    default:
      return { part, path, message: error.message ?? "is invalid" };
  }
}

/** `/non_migrate_users/3/user_name` → its three tokens */
function tokensOf(instancePath: string): readonly string[] {
  return instancePath
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A property name from a request, for one line of an error: cut, and without control characters. */
function printable(name: string): string {
  const short = name.length > 64 ? `${name.slice(0, 64)}…` : name;
  return JSON.stringify(short.toWellFormed()).slice(1, -1);
}
