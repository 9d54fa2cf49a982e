import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import {
  dereference,
  methods,
  type OperationObject,
  type Parameter,
  type ResponseObject,
  type Schema,
} from "@hotspot-session/spec/validation";

const { resolve } = createRequire(import.meta.url);
const readContract = (name: "openapi.json" | "openapi.yaml") =>
  readFileSync(resolve(`@hotspot-session/spec/${name}`), "utf8");

interface Described {
  readonly summary?: string;
  readonly description?: string;
  /** What differs for assistants. */
  readonly "x-mcp"?: { readonly description: string };
}

/** An operation of the contract, as a tool is described by it. */
export interface ContractOperation {
  /** The operationId. */
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  /** In upper case. */
  readonly method: string;
  /** Path parameters without the project, query parameters and body, as one object. */
  readonly input: Schema & { readonly properties: Readonly<Record<string, Schema>> };
  /** The body of an answer; undefined where it is empty. */
  readonly output: Schema | undefined;
  /** What the status of success means. */
  readonly success: string;
  readonly isPaged: boolean;
}

interface Contract {
  readonly info: { readonly title: string; readonly description: string };
}

const json: Contract = JSON.parse(readContract("openapi.json"));
const document = dereference(json);
const mediaType = "application/json";

export const { title } = json.info;

/** What the API is for: its description up to the first heading. */
export const purpose = json.info.description.replace(/^## [^]*/m, "").trim();

/** The contract as people wrote it. */
export const contractYaml = readContract("openapi.yaml");

/** Every operation, in the order of the contract. */
export const operations: readonly ContractOperation[] = Object.values(document.paths).flatMap(
  (item) =>
    methods.flatMap((method) => {
      const operation: (OperationObject & Described) | undefined = item[method];
      if (operation === undefined) return [];
      const { operationId: id, summary = id, description = "", responses } = operation;
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
        // The settings name the project; a request id is for programs that keep logs.
        .filter(({ name, in: place }) => place !== "header" && name !== "project_id");
      const body = operation.requestBody?.content[mediaType]?.schema;
      const success: (ResponseObject & Described) | undefined = responses["200"];
      return {
        id,
        method: method.toUpperCase(),
        summary,
        description: plain(operation["x-mcp"]?.description ?? description),
        input: {
          type: "object",
          required: [
            ...parameters.filter(({ required }) => required).map(({ name }) => name),
            ...Object(body?.["required"] ?? []),
          ],
          properties: {
            ...Object.fromEntries(parameters.map(describedSchema)),
            ...Object(body?.["properties"]),
          },
          additionalProperties: false,
        },
        output: success?.content?.[mediaType]?.schema,
        success: plain(success?.description ?? ""),
        isPaged: parameters.some(({ name }) => name === "offset"),
      };
    }),
);

function describedSchema({ name, schema, description }: Parameter & Described): [string, Schema] {
  return [name, { description, ...schema }];
}

/** Markdown without its links, which lead to places of the reference. */
function plain(markdown: string): string {
  return markdown.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1").trim();
}
