import { nameOf, operations, resolve, type Schema } from "../operations.ts";
import type { SampleCall } from "./call.ts";

/** A value of a request with what the contract says about it. */
export type Value =
  | { readonly kind: "string"; readonly value: string; readonly isEnum: boolean }
  | { readonly kind: "integer"; readonly value: number; readonly format: string | undefined }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "array"; readonly itemType: string; readonly items: readonly Value[] }
  | { readonly kind: "object"; readonly type: string; readonly fields: readonly Field[] };

/** A property of a body or a parameter, by its name in the contract. */
export interface Field {
  readonly name: string;
  readonly isRequired: boolean;
  readonly value: Value;
}

/** A call as the contract describes it, with the fields that were given, in the contract's order. */
export interface DescribedCall {
  /** In upper case. */
  readonly method: string;
  /** As in the contract: `/v1/{project_id}/…`. */
  readonly template: string;
  /** The template with the configuration filled in and the query, percent-encoded. */
  readonly projectPath: string;
  /** The whole address. */
  readonly url: string;
  /** Without the project, which every SDK takes from its settings. */
  readonly path: readonly Field[];
  readonly query: readonly Field[];
  readonly body: Field | undefined;
}

export function describeCall(call: SampleCall): DescribedCall {
  const operation = operations.find(({ id }) => id === call.operation);
  if (operation === undefined) throw new TypeError(`the contract has no ${call.operation}`);
  const { method, path: template, parameters } = operation;
  const fieldsIn = (place: string, given: Readonly<Record<string, unknown>>): readonly Field[] =>
    parameters.flatMap((parameter) => {
      if (parameter.in !== place || given[parameter.name] === undefined) return [];
      const { name, schema, required = false } = parameter;
      return [{ name, isRequired: required, value: valueOf(given[name], schema) }];
    });
  const path = fieldsIn("path", { config_id: call.configId });
  const query = fieldsIn("query", { ...call.query });
  const filled = path.reduce(
    (text, { name, value }) =>
      text.replace(`{${name}}`, () => encodeURIComponent(plainText(value))),
    template,
  );
  const pairs = query.map(({ name, value }) => `${name}=${encodeURIComponent(plainText(value))}`);
  const projectPath = pairs.length === 0 ? filled : `${filled}?${pairs.join("&")}`;
  return {
    method,
    template,
    projectPath,
    url:
      baseUrlOf(call) +
      projectPath.replace("{project_id}", () => encodeURIComponent(call.projectId)),
    path,
    query,
    body:
      operation.body === undefined || call.body === undefined
        ? undefined
        : { name: "body", isRequired: true, value: valueOf(call.body, operation.body.schema) },
  };
}

/** The address without a slash at the end, as the official SDKs need it. */
export function baseUrlOf({ baseUrl }: SampleCall): string {
  return baseUrl.replace(/\/+$/, "");
}

/** @throws TypeError if the value is not of the schema's type, which the types of a call rule out */
function valueOf(value: unknown, named: Schema): Value {
  const schema = resolve(named);
  if (typeof value === "string") {
    return { kind: "string", value, isEnum: schema.enum !== undefined };
  }
  if (typeof value === "number") return { kind: "integer", value, format: schema.format };
  if (typeof value === "boolean") return { kind: "boolean", value };
  const { items, properties, required = [] } = schema;
  if (Array.isArray(value) && items !== undefined) {
    return {
      kind: "array",
      itemType: nameOf(items.$ref ?? ""),
      items: value.map((item) => valueOf(item, items)),
    };
  }
  if (typeof value !== "object" || value === null || properties === undefined) {
    throw new TypeError(`the contract has no ${JSON.stringify(value)} here`);
  }
  const given = new Map<string, unknown>(Object.entries(value));
  return {
    kind: "object",
    type: nameOf(named.$ref ?? ""),
    fields: Object.entries(properties).flatMap(([name, property]) => {
      const field = given.get(name);
      if (field === undefined) return [];
      return [{ name, isRequired: required.includes(name), value: valueOf(field, property) }];
    }),
  };
}

function plainText(value: Value): string {
  return "value" in value ? String(value.value) : "";
}
