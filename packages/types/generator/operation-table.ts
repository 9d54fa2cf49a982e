import { at, type Json, type JsonObject, resolve } from "./contract.ts";

const methods = ["get", "put", "post", "delete", "patch"] as const;

/** What the contract says of an operation that may be sent twice, where its method does not say it. */
const promise = /Sending\s+the\s+same\s+request\s+again\s+changes\s+nothing\s+more\./;

/**
 * Every operation of the contract by its operationId: how it is sent, whether it may be sent twice,
 * and which properties its answer must have, by their JSON type (none where the body is empty).
 */
export function operationTable(contract: Json): string {
  const rows = Object.entries(at(contract, "paths")).flatMap(([path, item]) =>
    methods
      .filter((method) => method in at(item))
      .map((method) => row(contract, path, method, at(item, method))),
  );
  return `/** How each operation of the contract is sent, and what its answer must have. */
export const operationTable = {
${rows.join("\n")}
} as const;
`;
}

function row(contract: Json, path: string, method: string, operation: JsonObject) {
  const idempotent =
    method === "patch" ? promise.test(String(operation["description"])) : method !== "post";
  const response = at(resolve(contract, at(operation, "responses", "200")));
  const media = "content" in response ? at(response, "content", "application/json") : {};
  const schema = "schema" in media ? at(resolve(contract, at(media, "schema"))) : {};
  const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
  const answer = required.map((name) => {
    const { type } = at(resolve(contract, at(schema, "properties", name)));
    return [name, type === "integer" ? "number" : String(type)];
  });
  return [
    `  ${String(operation["operationId"])}: {`,
    `    method: ${JSON.stringify(method.toUpperCase())},`,
    `    path: ${JSON.stringify(path)},`,
    `    idempotent: ${idempotent},`,
    `    answer: ${JSON.stringify(Object.fromEntries(answer))},`,
    "  },",
  ].join("\n");
}
