import { readFile } from "node:fs/promises";

import type { UserInfo } from "@hotspot-session/client";
import { Ajv, type ErrorObject } from "ajv";

import type { Settings } from "./compare.ts";

/** A configuration in a file that the schema has accepted. */
export interface Item extends Settings {
  readonly id?: string;
  readonly non_migrate_users?: readonly UserInfo[];
  readonly users_file?: string;
}

/** The keys and indices that lead to a value, and what is wrong with it. */
type Violation = readonly [path: readonly string[], problem: string];

/** The fields of a configuration in a file. */
export async function fieldsOfItem(): Promise<ReadonlySet<string>> {
  const { properties } = await schema();
  return new Set(Object.keys(properties.configurations.items.properties));
}

/** A check of the value of a file: its configurations, or what the schema has against it. */
type Validator = (
  value: unknown,
) => readonly Item[] | { readonly violations: readonly Violation[] };

let compiled: Promise<Validator> | undefined;

export const validator = (): Promise<Validator> => (compiled ??= compile());

async function compile(): Promise<Validator> {
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    validateSchema: false,
    formats: { int32: true },
  });
  const isProject = ajv.compile<{ readonly configurations: readonly Item[] }>(await schema());
  return (value) =>
    isProject(value)
      ? value.configurations
      : { violations: (isProject.errors ?? []).map(violationOf) };
}

/** What build/project-schema.ts derives from the contract, as far as it is read here. */
interface Schema {
  readonly properties: {
    readonly configurations: { readonly items: { readonly properties: object } };
  };
}

async function schema(): Promise<Schema> {
  const file = new URL("../../dist/hotspot.schema.json", import.meta.url);
  return JSON.parse(await readFile(file, "utf8"));
}

/** In the words in which the service refuses a request. */
function violationOf({
  keyword,
  instancePath,
  params,
  parentSchema,
  data,
  message = "",
}: ErrorObject): Violation {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  switch (keyword) {
    case "required":
      return [[...path, params["missingProperty"]], "is required"];
    case "additionalProperties":
      return [[...path, params["additionalProperty"]], "is not a property of this object"];
    case "minProperties":
      return [
        path,
        `must have at least one of ${Object.keys(parentSchema?.["properties"]).join(", ")}`,
      ];
    case "pattern":
      return [path, "must not hold NUL or a lone surrogate"];
    case "not":
      return [path, "must have non_migrate_users or users_file, not both"];
    case "type":
      // An id of digits alone is a number to YAML.
      return [
        path,
        message === "must be string" && typeof data === "number"
          ? `${message}: put it in quotes`
          : message,
      ];
    default:
      return [path, message];
  }
}
