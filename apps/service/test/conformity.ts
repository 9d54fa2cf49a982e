import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";

import { document, type Schema } from "../src/contract/document.ts";
import type { Operation } from "../src/contract/operations.ts";
import type { Answer } from "./service.ts";

// Whether an answer is one that the contract declares: its status, headers and body.

interface DeclaredResponse {
  readonly headers?: Readonly<
    Record<string, { readonly required?: boolean; readonly schema: Schema }>
  >;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

const ajv = new Ajv2020({ strict: false, formats: { int32: true }, allErrors: true });
/** Headers are text: a number in one is written in digits. */
const headerAjv = new Ajv2020({ strict: false, coerceTypes: true });
const compiled = new WeakMap<Schema, (value: unknown) => string>();

/** Headers of HTTP itself, which a contract need not declare. */
const ofHttp = new Set(["content-type", "content-length", "date", "connection", "keep-alive"]);

/** Expects an answer to be one that the operation declares, with nothing undeclared in it. */
export function expectConforming(operation: Operation, answer: Answer): void {
  const item = document.paths[operation.path];
  const declared = item?.[operation.method.toLowerCase() as "get"]?.responses;
  const response = declared?.[String(answer.status)] as DeclaredResponse | undefined;
  if (response === undefined) {
    throw new Error(`${operation.id} does not declare ${answer.status}: ${answer.text}`);
  }
  expectHeaders(response, answer);
  const schema = response.content?.["application/json"]?.schema;
  if (schema === undefined) {
    expect(answer.text).toBe("");
    return;
  }
  expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
  expect(Number(answer.headers["content-length"])).toBe(Buffer.byteLength(answer.text));
  expect(problems(schema, JSON.parse(answer.text)), answer.text).toBe("");
  if (answer.status !== 200) {
    expect(answer.body.error_code).toBe(`WKS.00000${answer.status}`);
    // One line for a person, whatever the request held.
    expect(answer.body.error_msg).toMatch(/^[^\p{Cc}]{1,300}$/u);
  }
}

function expectHeaders({ headers = {} }: DeclaredResponse, answer: Answer): void {
  const given = new Map(
    Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  for (const [name, { required, schema }] of Object.entries(headers)) {
    const value = given.get(name.toLowerCase());
    if (value === undefined) expect(required, `${name} is missing`).not.toBe(true);
    else expect(headerAjv.validate(schema, value), `${name}: ${String(value)}`).toBe(true);
    given.delete(name.toLowerCase());
  }
  expect([...given.keys()].filter((name) => !ofHttp.has(name))).toEqual([]);
}

function problems(schema: Schema, value: unknown): string {
  const known = compiled.get(schema);
  if (known !== undefined) return known(value);
  const validate = ajv.compile(closed(schema));
  const check = (candidate: unknown) =>
    validate(candidate) ? "" : ajv.errorsText(validate.errors);
  compiled.set(schema, check);
  return check(value);
}

/** The same schema without room for properties that it does not name. */
function closed(schema: Schema): Schema {
  const result: Record<string, unknown> = { ...schema };
  const { properties, items } = schema as {
    properties?: Readonly<Record<string, Schema>>;
    items?: Schema;
  };
  if (items !== undefined) result["items"] = closed(items);
  if (properties !== undefined) {
    result["additionalProperties"] = false;
    result["properties"] = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, closed(property)]),
    );
  }
  return result;
}
