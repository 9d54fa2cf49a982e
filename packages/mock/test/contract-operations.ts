import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

interface Content {
  "application/json": { examples: Record<string, { value: unknown }> };
}
interface ResponseObject {
  description?: string;
  content?: Content;
  $ref?: string;
}
interface OperationObject {
  operationId: string;
  requestBody?: { content: Content };
  responses: Record<string, ResponseObject>;
}

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
  readonly examples: ReadonlyMap<string, unknown>;
}

const paths: Record<
  string,
  { get?: OperationObject; post?: OperationObject; patch?: OperationObject }
> = contract.paths;
const shared: Record<string, ResponseObject> = contract.components.responses;
const { ProjectId, ConfigId } = contract.components.parameters;

/** The five operations: a valid request of each, from its examples, and its declared responses. */
export const operations = Object.entries(paths).flatMap(([template, item]) => {
  const path = template
    .replace("{project_id}", ProjectId.example)
    .replace("{config_id}", ConfigId.example);
  const known = { GET: item.get, POST: item.post, PATCH: item.patch };
  const methods = Object.entries(known).filter(([, operation]) => operation !== undefined);
  const allow = methods.map(([method]) => method).toSorted();
  return methods.flatMap(([method, operation]) =>
    operation === undefined
      ? []
      : [{ allow, request: validRequest(method, path, operation), responses: declared(operation) }],
  );
});

function validRequest(method: string, path: string, operation: OperationObject): ValidRequest {
  const headers: Record<string, string> = { "X-Auth-Token": "any" };
  const { operationId, requestBody } = operation;
  if (requestBody === undefined) return { operationId, path, init: { method, headers } };
  const [example] = Object.values(requestBody.content["application/json"].examples);
  headers["Content-Type"] = "application/json";
  return { operationId, path, init: { method, headers, body: JSON.stringify(example?.value) } };
}

function declared({ responses }: OperationObject): DeclaredResponse[] {
  return Object.entries(responses).map(([status, response]) => {
    const { content } = shared[response.$ref?.split("/").at(-1) ?? ""] ?? response;
    const examples = Object.entries(content?.["application/json"].examples ?? {});
    return {
      status: Number(status),
      examples: new Map(examples.map(([name, { value }]) => [name, value])),
    };
  });
}

export function validRequestOf(operationId: string): ValidRequest {
  const operation = operations.find(({ request }) => request.operationId === operationId);
  if (operation === undefined) throw new Error(`the contract has no ${operationId}`);
  return operation.request;
}
