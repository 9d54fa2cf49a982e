import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

/** A JSON Schema, with every reference replaced by what it refers to. */
export type Schema = Readonly<Record<string, unknown>>;

/** The parts of an OpenAPI document that the service is built from. */
export interface Document {
  readonly paths: Readonly<Record<string, PathItem>>;
}
export interface PathItem extends Readonly<Partial<Record<Method, OperationObject>>> {
  readonly parameters?: readonly Parameter[];
}
export interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}
export interface ResponseObject {
  readonly headers?: Readonly<
    Record<string, { readonly required?: boolean; readonly schema: Schema }>
  >;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

/** The methods that an operation may have in OpenAPI 3.1. */
export const methods = [
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "trace",
] as const;
export type Method = (typeof methods)[number];

/** Every reference of the contract is `#/…` and none leads back to itself, so all can be replaced. */
function dereference(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(dereference);
  if (typeof node !== "object" || node === null) return node;
  if ("$ref" in node && typeof node.$ref === "string") return dereference(lookUp(node.$ref));
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, dereference(value)]));
}

function lookUp(reference: string): unknown {
  let node: unknown = contract;
  for (const token of reference.replace(/^#\//, "").split("/")) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, key)) {
      throw new Error(`the contract has no ${reference}`);
    }
    node = Reflect.get(node, key);
  }
  return node;
}

/** The contract, without references. Redocly has checked its structure before it was bundled. */
export const document = dereference(contract) as Document;
