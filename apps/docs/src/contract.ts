import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

export { contract };

/** An operation of the contract, with what the site says about it. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** The examples of its success, by name. */
  readonly answers: object;
  /** Names of its parameters, of its body's fields and of the fields it answers. */
  readonly names: readonly string[];
}

/** Every operation, in the order of the contract. */
export const operations: readonly Operation[] = Object.entries(contract.paths).flatMap(
  ([path, pathItem]) =>
    Object.entries(pathItem).flatMap(([method, operation]) =>
      "operationId" in operation
        ? [
            {
              operationId: operation.operationId,
              method: method.toUpperCase(),
              path,
              summary: operation.summary,
              description: operation.description,
              answers: examplesOf(operation.responses["200"]),
              names: namesIn(operation),
            },
          ]
        : [],
    ),
);

function examplesOf(response: object): object {
  const content = "content" in response ? Object.values(Object(response.content))[0] : undefined;
  return Object(Object(content).examples);
}

/** The page of the reference, opened at an operation: where Redoc has it. */
export const operationLink = (operationId: string) =>
  `reference.html#/hotspotsession/${operationId.toLowerCase()}`;

/** The page of the reference, opened at a schema. */
export const schemaLink = (name: string) => `reference.html#/schemas/${name.toLowerCase()}`;

/** Names of parameters and fields below a node of the contract, references followed. */
function namesIn(node: unknown, seen = new Set<unknown>()): readonly string[] {
  if (typeof node !== "object" || node === null || seen.has(node)) return [];
  seen.add(node);
  if ("$ref" in node) return namesIn(resolve(String(node.$ref)), seen);
  const own = "in" in node && "name" in node ? [String(node.name)] : [];
  const fields =
    "properties" in node && typeof node.properties === "object" && node.properties !== null
      ? Object.keys(node.properties)
      : [];
  const below = Object.entries(node).flatMap(([key, value]) =>
    key === "examples" || key === "example" ? [] : namesIn(value, seen),
  );
  return [...new Set([...own, ...fields, ...below])];
}

function resolve(reference: string): unknown {
  let node: unknown = contract;
  for (const key of reference.split("/").slice(1)) {
    node = typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined;
  }
  return node;
}
