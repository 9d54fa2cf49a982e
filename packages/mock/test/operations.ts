import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };
import { dereference, methods } from "@hotspot-session/spec/validation";

/** A request that keeps the contract. */
export interface ValidRequest {
  readonly operationId: string;
  readonly path: string;
  readonly init: RequestInit & { readonly headers: Record<string, string> };
}

/** What the contract has for an operation and a status. */
export interface DeclaredResponse {
  readonly status: number;
  /** By name, in the order of the contract; none where the body is empty. */
  readonly examples: Readonly<Record<string, unknown>>;
}

const json = "application/json";
const { ProjectId, ConfigId } = contract.components.parameters;

/** The five operations: a valid request of each, from its examples, and its declared responses. */
export const operations = Object.entries(dereference(contract).paths).flatMap(
  ([template, item]) => {
    const path = template
      .replace("{project_id}", ProjectId.example)
      .replace("{config_id}", ConfigId.example);
    const known = methods.filter((name) => name in item);
    return known.flatMap((name) => {
      const operation = item[name];
      if (operation === undefined) return [];
      const method = name.toUpperCase();
      const { operationId, requestBody, responses } = operation;
      const [body] = Object.values(values(requestBody?.content));
      const headers: Record<string, string> = { "X-Auth-Token": "any" };
      if (requestBody !== undefined) headers["Content-Type"] = json;
      const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      const request: ValidRequest = { operationId, path, init };
      const declared = Object.entries(responses).map(([status, { content }]): DeclaredResponse => ({
        status: Number(status),
        examples: values(content),
      }));
      const allow = known.map((one) => one.toUpperCase()).toSorted();
      return [{ request, responses: declared, allow }];
    });
  },
);

/** The named examples of a JSON body. */
function values(
  content: Readonly<Record<string, { examples?: Readonly<Record<string, unknown>> }>> = {},
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(content[json]?.examples ?? {}).map(([name, example]) => [
      name,
      Object(example).value,
    ]),
  );
}

export const validRequestOf = (operationId: string): ValidRequest =>
  operationOf(operationId).request;

/** The first example of a success. */
export function answerOf(operationId: string): Readonly<Record<string, unknown>> {
  const success = operationOf(operationId).responses.find(({ status }) => status === 200);
  return { ...Object(Object.values(success?.examples ?? {})[0]) };
}

function operationOf(operationId: string) {
  const operation = operations.find(({ request }) => request.operationId === operationId);
  if (operation === undefined) throw new Error(`the contract has no ${operationId}`);
  return operation;
}
