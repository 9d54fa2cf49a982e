import { type Document, methods, type Parameter, type Schema } from "./document.ts";

/** An operation of the contract in the form that a server needs. */
export interface Operation {
  /** The operationId. */
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  /** As in the contract: `/v1/{project_id}/…`. */
  readonly path: string;
  readonly pathParameters: Schema;
  readonly query: Schema;
  readonly body: Schema | undefined;
  /** The schema of the JSON body, for each status that has one. */
  readonly responses: Readonly<Record<string, Schema>>;
}

const json = "application/json";

/** All operations of a document, in its order. */
export function operationsOf({ paths }: Document): readonly Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        pathParameters: objectOf(parameters.filter((parameter) => parameter.in === "path")),
        query: objectOf(parameters.filter((parameter) => parameter.in === "query")),
        body: operation.requestBody?.content[json]?.schema,
        responses: Object.fromEntries(
          Object.entries(operation.responses).flatMap(([status, response]) => {
            const schema = response.content?.[json]?.schema;
            return schema === undefined ? [] : [[status, schema]];
          }),
        ),
      };
    }),
  );
}

function objectOf(parameters: readonly Parameter[]): Schema {
  return {
    type: "object",
    required: parameters.filter((parameter) => parameter.required).map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  };
}
