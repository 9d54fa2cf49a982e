import fc from "fast-check";

import type { Schema } from "../../src/contract/document.ts";
import type { Operation } from "../../src/contract/operations.ts";
import { brokenValue, notListed } from "./broken-values.ts";
import { known, validValue } from "./valid-values.ts";

/** A request in all parts, and what is wrong with it. */
export interface Generated {
  /** `{project_id}` and perhaps `{config_id}` are still to be filled in. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
  /** Breaks the contract in one place. */
  readonly isBroken: boolean;
  /** Names a configuration that does not exist. */
  readonly namesNothing: boolean;
}

/** The ways to percent-encode a text: where needed, or each byte. */
export const percentEncoded = fc.constantFrom(encodeURIComponent, (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
);

const json = { "content-type": "application/json" };

/** Requests to an operation, made from its schemas: valid ones, and ones broken in one place. */
export function generatedRequest(operation: Operation): fc.Arbitrary<Generated> {
  const valid = validRequest(operation);
  const broken = [brokenQuery(operation, valid), brokenConfig(operation, valid)];
  if (operation.body !== undefined) {
    broken.push(brokenBody(operation.body, valid), unreadableBody(valid));
  }
  const possible = broken.filter((arbitrary) => arbitrary !== undefined);
  return fc.oneof(
    { weight: 2 * possible.length, arbitrary: valid },
    ...possible.map((arbitrary) => ({ weight: 3, arbitrary })),
  );
}

function validRequest(operation: Operation): fc.Arbitrary<Generated> {
  const body = operation.body === undefined ? fc.constant(undefined) : validValue(operation.body);
  const hasConfig = operation.path.includes("{config_id}");
  const stranger = fc
    .tuple(validValue(propertiesOf(operation.pathParameters)["config_id"] ?? text), percentEncoded)
    .map(([id, encode]) => encode(String(id)));
  const config = hasConfig
    ? fc.option(stranger, { freq: 3, nil: undefined })
    : fc.constant(undefined);
  return fc
    .record({ query: validQuery(operation), body, config })
    .map(({ query, body: value, config: other }) => ({
      path: withQuery(fill(operation.path, other), query),
      headers: value === undefined ? {} : json,
      body: value === undefined ? undefined : JSON.stringify(value),
      isBroken: false,
      namesNothing: other !== undefined,
    }));
}

const text = { type: "string", minLength: 1, maxLength: 128 };

const propertiesOf = (schema: Schema) => schema["properties"] as Readonly<Record<string, Schema>>;

const fill = (path: string, config: string | undefined) =>
  // A function: `$&` in a replacement would mean something.
  config === undefined ? path : path.replace("{config_id}", () => config);

/**
 * Whether a part of a path fits, with the rest of it, where the service still reads it: what is
 * longer than a request's head may be is refused before anybody looks what it is.
 */
const fits = (part: string) => part.length <= 6000;

const withQuery = (path: string, query: string) => (query === "" ? path : `${path}?${query}`);

/** Each parameter or not, and at times one that the contract does not have. */
function validQuery({ query }: Operation): fc.Arbitrary<string> {
  const parameters = Object.entries(propertiesOf(query)).map(([name, schema]) =>
    fc.option(
      fc
        .tuple(validValue(schema), percentEncoded)
        .map(([value, encode]) => `${name}=${encode(String(value))}`),
    ),
  );
  const unknown = fc.option(
    fc.constantFrom("utm=1", "LIMIT=x", "limit%5B%5D=0", "a", "=", "__proto__=1"),
  );
  return fc
    .tuple(unknown, ...parameters)
    .map((given) => given.filter((parameter) => parameter !== null).join("&"))
    .filter(fits);
}

function brokenQuery(
  { query }: Operation,
  valid: fc.Arbitrary<Generated>,
): fc.Arbitrary<Generated> | undefined {
  const parameters = Object.entries(propertiesOf(query));
  if (parameters.length === 0) return undefined;
  const broken = parameters.map(([name, schema]) => brokenParameter(name, schema));
  return fc.tuple(valid, fc.oneof(...broken)).map(([request, parameter]) => {
    const path = withQuery(request.path.replace(/\?.*$/s, ""), parameter);
    return broke(request, { path });
  });
}

const notUtf8 = ["%FF", "%C0%AF", "%ED%A0%80", "%F4%90%80%80", "%E0%80%80", "%", "%G0", "%1"];
const noIntegers = ["", "x", "1.0", "1e1", "%2B1", "%201", "1%20", "01", "0x1", "%D9%A1", "1%00"];

/** Parameters that are wrong, as they stand in a query. */
function brokenParameter(name: string, schema: Schema): fc.Arbitrary<string> {
  const rule = known(schema);
  const one = (value: string | number) => `${name}=${value}`;
  switch (rule.type) {
    case "integer": {
      const { minimum: min, maximum: max } = rule;
      const out = [min - 1, max + 1, "9".repeat(400), "-0.5", "1_0"];
      const twice = `${one(min)}&${one(min)}`;
      return orTwice([...noIntegers, ...out, ...notUtf8].map(one), twice);
    }
    case "string": {
      const [listed = "a"] = rule.enum ?? [];
      const twice = `${one(encodeURIComponent(listed))}&${one(encodeURIComponent(listed))}`;
      const wrong =
        rule.enum === undefined
          ? tooLong(rule.maxLength).filter(fits)
          : notListed(rule.enum).map(encodeURIComponent);
      return orTwice([...wrong, ...notUtf8, "%00", "a%00b"].map(one), twice);
    }
    default:
      throw new Error(`no parameter of type ${rule.type} is broken yet`);
  }
}

/** One of many mistakes of a value, or the one mistake that a valid value is given twice. */
const orTwice = (wrong: readonly string[], twice: string) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...wrong) },
    { weight: 1, arbitrary: fc.constant(twice) },
  );

/** A character more than may be, as they stand in a path, in as few bytes as can be and in as many. */
const tooLong = (max: number) =>
  ["x", "%C3%A9", "%F0%9F%92%A5"].map((unit) => unit.repeat(max + 1));

/** An id that no configuration can have. */
function brokenConfig(
  { path, pathParameters }: Operation,
  valid: fc.Arbitrary<Generated>,
): fc.Arbitrary<Generated> | undefined {
  const schema = propertiesOf(pathParameters)["config_id"];
  if (schema === undefined || !path.includes("{config_id}")) return undefined;
  const rule = known(schema);
  if (rule.type !== "string" || rule.enum !== undefined) {
    throw new Error("no id is broken yet that is no text, or one of a list");
  }
  const ids = fc.constantFrom(...tooLong(rule.maxLength).filter(fits), "%00", "a%00b");
  return fc.tuple(valid, ids).map(([request, id]) => broke(request, { path: fill(path, id) }));
}

function brokenBody(schema: Schema, valid: fc.Arbitrary<Generated>): fc.Arbitrary<Generated> {
  return fc
    .tuple(valid, brokenValue(schema))
    .map(([request, value]) => broke(request, { body: JSON.stringify(value) }));
}

const otherTypes = [
  "",
  "text/plain",
  "application/xml",
  "multipart/form-data; boundary=x",
  "application/jsonp",
];

/** A body that is no JSON object of this API, whatever its schema. */
function unreadableBody(valid: fc.Arbitrary<Generated>): fc.Arbitrary<Generated> {
  const cut = fc
    .tuple(valid, fc.double({ min: 0, max: 0.99, noNaN: true }))
    .map(([request, at]) => {
      const whole = Buffer.from(request.body ?? "");
      return broke(request, { body: whole.subarray(0, Math.floor(at * whole.length)) });
    });
  const otherType = fc
    .tuple(valid, fc.constantFrom(...otherTypes))
    .map(([request, type]) => broke(request, { headers: { "content-type": type } }));
  const noType = valid.map((request) => broke(request, { headers: {} }));
  const garbage = fc
    .tuple(valid, fc.uint8Array({ minLength: 1 }))
    // No JSON begins like this.
    .map(([request, bytes]) => broke(request, { body: Buffer.from([0x78, ...bytes]) }));
  return fc.oneof(cut, otherType, noType, garbage);
}

const broke = (request: Generated, change: Partial<Generated>): Generated => ({
  ...request,
  ...change,
  isBroken: true,
});
