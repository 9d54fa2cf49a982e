import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

/** A JSON Schema of the contract: the part of the vocabulary that it uses. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly minProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
}
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description: string;
  readonly schema: Schema;
  readonly example?: unknown;
}
export interface Example {
  readonly name: string;
  readonly summary: string;
  readonly value: unknown;
}
export interface Answer {
  readonly status: string;
  readonly description: string;
  readonly examples: readonly Example[];
}

/** An operation of the contract, with its references resolved down to the schemas. */
export interface Operation {
  /** The operationId. */
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** As in the contract: `/v1/{project_id}/…`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly schema: Schema; readonly examples: readonly Example[] } | undefined;
  readonly answers: readonly Answer[];
}

interface Content {
  readonly "application/json": {
    readonly schema: Schema;
    readonly examples: Readonly<Record<string, Omit<Example, "name">>>;
  };
}
interface Response {
  readonly description: string;
  readonly content?: Content;
}
type Responses = Readonly<Record<string, Response | { readonly $ref: string }>>;

const parameters: Readonly<Record<string, Parameter>> = contract.components.parameters;
const responses: Readonly<Record<string, Response>> = contract.components.responses;
const schemas: Readonly<Record<string, Schema>> = contract.components.schemas;

/** Every operation, in the order of the contract. */
export const operations: readonly Operation[] = Object.entries(contract.paths).flatMap(
  ([path, { parameters: common, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => {
      const own = "parameters" in operation ? operation.parameters : [];
      const body: Content | undefined =
        "requestBody" in operation ? operation.requestBody.content : undefined;
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        summary: operation.summary,
        description: operation.description,
        parameters: [...common, ...own].map(({ $ref }) => find(parameters, $ref)),
        body: body && { schema: body["application/json"].schema, examples: examplesOf(body) },
        answers: answersOf(operation.responses),
      };
    }),
);

function answersOf(declared: Responses): readonly Answer[] {
  return Object.entries(declared).map(([status, named]) => {
    const response = "$ref" in named ? find(responses, named.$ref) : named;
    return { status, description: response.description, examples: examplesOf(response.content) };
  });
}

function examplesOf(content: Content | undefined): readonly Example[] {
  const examples = Object.entries(content?.["application/json"].examples ?? {});
  return examples.map(([name, { summary, value }]) => ({ name, summary, value }));
}

/** The schema, or the one that it refers to. */
export function resolve(schema: Schema): Schema {
  return schema.$ref === undefined ? schema : resolve(find(schemas, schema.$ref));
}

function find<Component>(
  components: Readonly<Record<string, Component>>,
  reference: string,
): Component {
  const found = components[nameOf(reference)];
  if (found === undefined) throw new TypeError(`the contract has no ${reference}`);
  return found;
}

/** The name of the component that a reference leads to. */
export function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
