/** A JSON Schema, with every reference replaced by what it refers to. */
export type Schema = Readonly<Record<string, unknown>>;

/** The parts of an OpenAPI document that requests are read by, without references. */
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
    readonly content: Readonly<Record<string, MediaType>>;
  };
  readonly responses: Readonly<Record<string, ResponseObject>>;
}
export interface ResponseObject {
  readonly headers?: Readonly<
    Record<string, { readonly required?: boolean; readonly schema: Schema }>
  >;
  readonly content?: Readonly<Record<string, MediaType>>;
}
export interface MediaType {
  readonly schema: Schema;
  readonly examples?: Readonly<Record<string, unknown>>;
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

/**
 * The contract with every reference replaced. All of its references are `#/…`, and none is
 * recursive. Redocly has checked its structure before it was bundled.
 */
export function dereference(contract: object): Document {
  return resolve(contract, contract) as Document;
}

function resolve(node: unknown, contract: object): unknown {
  if (Array.isArray(node)) return node.map((item) => resolve(item, contract));
  if (typeof node !== "object" || node === null) return node;
  if ("$ref" in node && typeof node.$ref === "string") {
    return resolve(lookUp(node.$ref, contract), contract);
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, resolve(value, contract)]),
  );
}

function lookUp(reference: string, contract: object): unknown {
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
