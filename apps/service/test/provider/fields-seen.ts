import { document, type Schema } from "../../src/contract/document.ts";
import { type Operation, operations } from "../../src/contract/operations.ts";
import type { Answer } from "../service.ts";

/**
 * Which fields and optional headers of the contract's answers were seen filled. An optional one that
 * no answer ever has passes every other check.
 */
export function fieldsSeen() {
  const seen = new Set<string>();
  return {
    add(operation: Operation, { status, headers, body }: Omit<Answer, "text">): void {
      const { id, responses } = operation;
      for (const name of optionalHeaders(operation, String(status))) {
        if (headers[name.toLowerCase()] !== undefined) seen.add(`${nameOf(id, status)} ${name}`);
      }
      const schema = responses[String(status)];
      if (schema === undefined) return;
      for (const path of filled(schema, body)) seen.add(`${nameOf(id, status)}${path}`);
    },

    /** The declared fields that were in no answer, each as a sentence. */
    missing(): readonly string[] {
      return [...new Set(operations.flatMap(declaredBy))]
        .filter((field) => !seen.has(field))
        .map((field) => `${field} is declared, and no answer has filled it`);
    },
  };
}

/** Errors are alike, whoever answers them. */
const nameOf = (id: string, status: number) => (status === 200 ? `${id} 200` : "an error");

function declaredBy(operation: Operation): readonly string[] {
  const { id, responses } = operation;
  const fields = Object.entries(responses).flatMap(([status, schema]) =>
    declared(schema).map((path) => `${nameOf(id, Number(status))}${path}`),
  );
  const headers = Object.keys(responsesOf(operation)).flatMap((status) =>
    optionalHeaders(operation, status).map((name) => `${nameOf(id, Number(status))} ${name}`),
  );
  return [...fields, ...headers];
}

function responsesOf({ path, method }: Operation) {
  return document.paths[path]?.[method.toLowerCase() as "get"]?.responses ?? {};
}

/** Required ones are expected of every answer. */
function optionalHeaders(operation: Operation, status: string): readonly string[] {
  return Object.entries(responsesOf(operation)[status]?.headers ?? {})
    .filter(([, { required }]) => required !== true)
    .map(([name]) => name);
}

function declared(schema: Schema): readonly string[] {
  const { properties = {}, items } = schema as Parts;
  return [
    ...(items === undefined ? [] : declared(items).map((path) => `[]${path}`)),
    ...Object.entries(properties).flatMap(([name, property]) =>
      ["", ...declared(property)].map((path) => `.${name}${path}`),
    ),
  ];
}

interface Parts {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The declared fields that a value has and that say something: no null, no empty text or list. */
function filled(schema: Schema, value: unknown): readonly string[] {
  const { properties = {}, items } = schema as Parts;
  if (Array.isArray(value)) {
    if (items === undefined) return [];
    return value.flatMap((item) => filled(items, item)).map((path) => `[]${path}`);
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(properties).flatMap(([name, property]) => {
    const own: unknown = Reflect.get(value, name);
    const says = own !== undefined && own !== null && own !== "" && !isEmptyList(own);
    return says ? ["", ...filled(property, own)].map((path) => `.${name}${path}`) : [];
  });
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;
