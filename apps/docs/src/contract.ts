import contract from "@hotspot-session/spec/openapi.json" with { type: "json" };

export { contract };

/** An object of the contract. */
export type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

/** A value as an object, a reference as what it points to; an object without keys for anything else. */
export function node(value: unknown): Node {
  if (!isNode(value)) return {};
  const reference = value["$ref"];
  return typeof reference === "string"
    ? node(find(reference.replace("#/components/", "").replaceAll("/", ".")))
    : value;
}

/**
 * What the components of the contract have at a path, such as `parameters.Limit.schema.maximum`.
 *
 * @throws Error that names a path which they do not have
 */
function find(path: string): unknown {
  let value: unknown = contract.components;
  for (const key of path.split(".")) value = node(value)[key];
  if (value === undefined) throw new Error(`${path}: the contract has no such component`);
  return value;
}

/** A number or a text of the contract, as a sentence states it. */
export function fact(path: string): string {
  const value = find(path);
  if (typeof value === "number") return value.toLocaleString("en-US");
  if (typeof value === "string") return value;
  throw new Error(`${path}: is neither a number nor a text`);
}

/** An operation of the contract. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Node[];
  readonly requestBody: Node;
  /** By status. */
  readonly responses: Node;
}

/** Every operation, in the order of the contract. */
export const operations: readonly Operation[] = Object.entries(contract.paths).flatMap(
  ([path, { parameters, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      summary: operation.summary,
      description: operation.description,
      parameters: [parameters, "parameters" in operation ? operation.parameters : []]
        .flat()
        .map(node),
      requestBody: node("requestBody" in operation ? operation.requestBody : undefined),
      responses: operation.responses,
    })),
);

/** The responses to a failure, by their names in the contract. */
export const failures: ReadonlyMap<string, Node> = new Map(
  Object.entries(contract.components.responses),
);

/**
 * The status of a response to a failure, by its name in the contract.
 *
 * @throws Error where no operation has a response of that name
 */
export function status(name: string): string {
  const found = operations
    .flatMap(({ responses }) => Object.entries(responses))
    .find(([, response]) => node(response) === failures.get(name));
  if (found === undefined) throw new Error(`${name}: no operation has such a response`);
  return found[0];
}

/** Each status of a failure, with its code and what the contract says about it. */
export function statuses() {
  const found = new Map<string, { readonly code: string; readonly meanings: Set<string> }>();
  for (const [name, failure] of failures) {
    const [body] = Object.values(examplesOf(failure));
    const entry = found.get(status(name)) ?? {
      code: String(node(body)["error_code"]),
      meanings: new Set(),
    };
    entry.meanings.add(String(failure["description"]));
    found.set(status(name), entry);
  }
  return found;
}

/** The examples of a message, by name. */
export function examplesOf(message: unknown): Node {
  const media = node(node(node(message)["content"])["application/json"]);
  return Object.fromEntries(
    Object.entries(node(media["examples"])).map(([name, found]) => [name, node(found)["value"]]),
  );
}

/**
 * The value of an example: of an operation's success by its operationId, or of a failure by its name.
 *
 * @throws Error where the contract has no such example
 */
export function example(of: string, name: string): unknown {
  const operation = operations.find(({ id }) => id === of);
  const value = examplesOf(operation?.responses["200"] ?? failures.get(of))[name];
  if (value === undefined) throw new Error(`${of}, ${name}: the contract has no such example`);
  return value;
}

/** The page of an operation, and the places in the reference, as Redoc names them. */
export const pageOf = (operationId: string) =>
  operationId.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
export const placeOf = (operationId: string) =>
  `reference.html#/hotspotsession/${operationId.toLowerCase()}`;
/** Where the console tries an operation; undefined where the site is not served beside the console. */
export const explorerOf = (operationId: string) =>
  process.env["DOCS_BASE"] === undefined ? `../console/explorer/${operationId}` : undefined;
export const schemaPlaceOf = (name: string) => `reference.html#/schemas/${name.toLowerCase()}`;
