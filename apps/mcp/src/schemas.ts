import { InvalidRequestError, type Schema, validator } from "@hotspot-session/spec/validation";
import { fromJsonSchema, type StandardSchemaWithJSON } from "@modelcontextprotocol/server";

import { confirm } from "./confirmation.ts";
import type { ContractOperation } from "./contract.ts";
import { additions } from "./page.ts";

/** The arguments of a tool. Wrong ones are refused in the words of the service, before it is called. */
export function inputSchema({ input }: ContractOperation, asks: boolean) {
  const properties = { ...input.properties, ...(asks && { confirm }) };
  return standardSchema({ ...input, properties });
}

/** The result of a tool: the answer of the contract, and what is added where it is shortened. */
export function outputSchema({ output, isPaged }: ContractOperation) {
  if (output === undefined) return undefined;
  if (!isPaged) return standardSchema(shortened(output));
  const properties: Record<string, Schema> = { ...Object(output["properties"]) };
  for (const [name, { items, ...list }] of Object.entries(properties)) {
    if (items !== undefined) properties[name] = { ...list, items: shortened(Object(items)) };
  }
  properties["next_offset"] = additions.next_offset;
  return standardSchema({ ...output, properties });
}

function shortened(schema: Schema): Schema {
  const properties: Readonly<Record<string, Schema>> = Object(schema["properties"]);
  if (properties["non_migrate_users"] === undefined) return schema;
  const { non_migrate_users_omitted } = additions;
  return { ...schema, properties: { ...properties, non_migrate_users_omitted } };
}

/** Its type says nothing: what it lets pass is of the type that the same contract was compiled to. */
function standardSchema(schema: Schema): StandardSchemaWithJSON<never, never> {
  const check = validator(schema, "body");
  return fromJsonSchema<never>(advertised(schema), {
    getValidator: () => (value) => {
      try {
        check(value);
        return { valid: true, data: value as never, errorMessage: undefined };
      } catch (error) {
        if (!(error instanceof InvalidRequestError)) throw error;
        return { valid: false, data: undefined, errorMessage: error.message };
      }
    },
  });
}

/** Without patterns: they name surrogates, which the regular expressions of many hosts refuse. */
const advertised = (schema: Schema) =>
  JSON.parse(JSON.stringify(schema, (key, value) => (key === "pattern" ? undefined : value)));
