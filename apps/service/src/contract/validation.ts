import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";

import { ApiError } from "../errors.ts";
import type { Schema } from "./document.ts";

/** Nothing is coerced, dropped or adjusted: what a request says is what is checked. */
const ajv = new Ajv2020({
  useDefaults: true,
  // Gives messages the schema that was broken.
  verbose: true,
  formats: { int32: true },
  // Redocly has checked the schemas; compiling the schema of schemas would take half of the start.
  meta: false,
  validateSchema: false,
});

/**
 * Checks a part of a request against its schema.
 *
 * @param name what to call the part itself in an error, as in `body: must be object`
 * @returns a function that throws an {@link ApiError} of 400 naming the first wrong field
 */
export function validator(schema: Schema, name: string): (value: unknown) => void {
  const validate: ValidateFunction = ajv.compile(schema);
  return (value) => {
    if (validate(value)) return;
    const [error] = validate.errors ?? [];
    throw new ApiError(400, error === undefined ? `${name}: is invalid` : describe(error, name));
  };
}

function describe(error: ErrorObject, name: string): string {
  const place = fieldOf(error.instancePath);
  const at = (field: string) => `${place === "" ? field : `${place}.${field}`}`;
  switch (error.keyword) {
    case "required":
      return `${at(error.params["missingProperty"])}: is required`;
    case "additionalProperties":
      return `${at(legible(error.params["additionalProperty"]))}: is not a property of this object`;
    case "minProperties":
      return `${place || name}: must have at least one of ${Object.keys(error.parentSchema?.["properties"] ?? {}).join(", ")}`;
    case "enum":
      return `${place || name}: must be one of ${error.params["allowedValues"].join(", ")}`;
    case "pattern":
      // The contract has one pattern for all text that can be sent, which its lint rule text-pattern asks for.
      return `${place || name}: must not hold NUL or a lone surrogate`;
    default:
      return `${place || name}: ${error.message}`;
  }
}

/** `/non_migrate_users/3/user_name` → `non_migrate_users[3].user_name` */
function fieldOf(instancePath: string): string {
  return instancePath
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, token) => {
      if (/^\d+$/.test(token)) return `${path}[${token}]`;
      return path === "" ? token : `${path}.${token}`;
    }, "");
}

/** A name that a stranger chose, fit for one line of an error: cut, and without control characters. */
function legible(name: string): string {
  const short = name.length > 64 ? `${name.slice(0, 64)}…` : name;
  return JSON.stringify(short.toWellFormed()).slice(1, -1);
}
