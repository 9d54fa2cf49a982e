import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";

import { document, type ResponseObject, type Schema } from "../src/contract/document.ts";
import type { Operation } from "../src/contract/operations.ts";
import type { Answer } from "./service.ts";

// Whether an answer is one that the contract declares: its status, headers and body.

// The linter of the contract validates its schemas.
const trusted = { strict: false, validateSchema: false } as const;
const ajv = new Ajv2020({ ...trusted, formats: { int32: true }, allErrors: true });
/** Headers are text: a number in one is written in digits. */
const headerAjv = new Ajv2020({ ...trusted, coerceTypes: true });
const compiled = new WeakMap<Schema, (value: unknown) => string>();

/** Headers of HTTP itself, which a contract need not declare. */
const ofHttp = new Set([
  "content-type",
  "content-length",
  "transfer-encoding",
  "date",
  "connection",
  "keep-alive",
]);

/**
 * Expects an answer to be one that the operation declares, with nothing undeclared in it. Whatever is
 * wrong, the error says what was asked and how it was answered.
 */
export function expectConforming(
  operation: Operation,
  answer: Answer,
  asked: string = operation.id,
): void {
  const about = exchange(asked, answer);
  const item = document.paths[operation.path];
  const declared = item?.[operation.method.toLowerCase() as "get"]?.responses;
  const response = declared?.[String(answer.status)];
  if (response === undefined) throw new Error(`${about}, a status that it does not declare`);
  expectHeaders(response, answer, about);
  const schema = response.content?.["application/json"]?.schema;
  if (schema === undefined) {
    expect(answer.text, `${about}, and is to have no body`).toBe("");
    return;
  }
  const { "content-type": type, "content-length": length } = answer.headers;
  expect(type, `${about}, Content-Type`).toBe("application/json; charset=utf-8");
  // A large answer comes in parts.
  if (answer.headers["transfer-encoding"] !== "chunked") {
    expect(Number(length), `${about}, Content-Length`).toBe(Buffer.byteLength(answer.text));
  }
  const wrong = problems(schema, JSON.parse(answer.text));
  expect(wrong, `${about}, where ${wrong}`).toBe("");
  if (answer.status !== 200) {
    const { error_code: code, error_msg: message } = answer.body;
    expect(code, `${about}, error_code`).toBe(`WKS.00000${answer.status}`);
    // One line for a person, whatever the request held.
    expect(message, `${about}, error_msg`).toMatch(/^[^\p{Cc}]{1,300}$/u);
  }
}

/** What was asked and how it was answered, short enough to be read: each may be of any length. */
export function exchange(asked: string, { status, text }: Pick<Answer, "status" | "text">): string {
  return `${shortened(asked)} was answered ${status} ${shortened(text) || "without a body"}`;
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
}

function expectHeaders({ headers = {} }: ResponseObject, answer: Answer, about: string): void {
  const given = new Map(
    Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  for (const [name, { required, schema }] of Object.entries(headers)) {
    const value = given.get(name.toLowerCase());
    if (value === undefined) {
      if (required === true) throw new Error(`${about}, ${name} is missing`);
    } else if (!headerAjv.validate(schema, value)) {
      throw new Error(`${about}, ${name}: ${String(value)}`);
    }
    given.delete(name.toLowerCase());
  }
  const undeclared = [...given.keys()].filter((name) => !ofHttp.has(name));
  expect(undeclared, `${about}, with undeclared headers`).toEqual([]);
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
