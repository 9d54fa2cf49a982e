import type { operations as Operations } from "@hotspot-session/types";

import { document, methods, type Parameter, type Schema } from "./document.ts";

export type OperationId = keyof Operations;

/** An operation of the contract in the form that the server needs. */
export interface Operation {
  readonly id: OperationId;
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

type JsonOf<Response> = Response extends { content: { "application/json": infer Body } }
  ? Body
  : undefined;

/** A request to an operation, checked against the contract. */
export interface Call<Id extends OperationId> {
  readonly path: Operations[Id]["parameters"]["path"];
  /** `offset` and `limit` have their defaults where the request gave none. */
  readonly query: Omit<NonNullable<Operations[Id]["parameters"]["query"]>, "offset" | "limit"> & {
    readonly offset: number;
    readonly limit: number;
  };
  readonly body: Operations[Id] extends { requestBody: infer Body } ? JsonOf<Body> : undefined;
}

/** The body of an operation's 200; `undefined` where the contract has none. */
export type Answer<Id extends OperationId> = JsonOf<Operations[Id]["responses"][200]>;

const json = "application/json";

/** All operations of the contract, in its order. */
export const operations: readonly Operation[] = Object.entries(document.paths).flatMap(
  ([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return {
        // The types are generated from the same document, and a test holds them to it.
        id: operation.operationId as OperationId,
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

function objectOf(parameters: readonly Parameter[]): Schema {
  return {
    type: "object",
    required: parameters.filter((parameter) => parameter.required).map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  };
}
